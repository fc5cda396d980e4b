package dev.runwright.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void allSourceFilesKeepTheHouseStyle() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(System.getProperty("runwright.install"), "src"))) {
            List<Path> files =
                    tree.filter(path -> path.toString().endsWith(".java")).toList();
            assertThat(files).hasSizeGreaterThan(50);
            assertThat(StyleRules.violations(files)).isEmpty();
        }
    }

    @Test
    void shortAndWholeCodePasses() throws IOException {
        assertThat(violations("class Fine { int one(int a, int b, int c, int d, int e) { return a; } }"))
                .isEmpty();
    }

    @Test
    void aLongMethodIsCaught() throws IOException {
        String body = IntStream.range(0, 40).mapToObj(i -> "int a" + i + ";\n").reduce("", String::concat);
        assertThat(violations("class Long {\nvoid go() {\n" + body + "}\n}"))
                .containsExactly("Bad.java:2: the method go has 42 lines, more than 40");
    }

    @Test
    void aLongFileIsCaught() throws IOException {
        assertThat(violations("class Long {" + "\n".repeat(400) + "}"))
                .containsExactly("Bad.java:401: the file has 401 lines, more than 400");
    }

    @Test
    void tooManyParametersAreCaughtExceptInARecord() throws IOException {
        assertThat(violations("class Wide { void go(int a, int b, int c, int d, int e, int f) {} }"))
                .containsExactly("Bad.java:1: the method go has more than 5 parameters");
        assertThat(violations("record Wide(int a, int b, int c, int d, int e, int f) { public Wide {} }"))
                .isEmpty();
    }

    @Test
    void anImportOfEverythingIsCaught() throws IOException {
        assertThat(violations("import java.util.*;\nclass Fine {}"))
                .containsExactly("Bad.java:1: an import of everything");
    }

    @Test
    void anExceptionForgottenWithoutAReasonIsCaught() throws IOException {
        assertThat(violations("class Quiet { void go() { try { } catch (RuntimeException e) {} } }"))
                .containsExactly("Bad.java:1: an exception is caught and nothing says why it may be forgotten");
        assertThat(violations("class Quiet { void go() { try { } catch (RuntimeException e) {\n// gone already\n} } }"))
                .isEmpty();
    }

    @Test
    void unfinishedWorkIsCaught() throws IOException {
        assertThat(violations("class Half {}\n// T" + "ODO the rest"))
                .containsExactly("Bad.java:2: work left undone or an error printed in passing");
    }

    @Test
    void aPublicTypeOfTheProductWithoutJavadocIsCaught() throws IOException {
        Path product = Files.createDirectories(folder.resolve("src/main/java"));
        assertThat(violations(product, "public class Bad {}"))
                .containsExactly("Bad.java:1: the public type Bad has no Javadoc");
        assertThat(violations(product, "/** Something. */ public class Bad {}")).isEmpty();
    }

    private List<String> violations(String source) throws IOException {
        return violations(folder, source);
    }

    private static List<String> violations(Path folder, String source) throws IOException {
        return StyleRules.violations(List.of(Files.writeString(folder.resolve("Bad.java"), source)));
    }
}
