package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.estate.tenant.TenantWorld;
import dev.runwright.estate.world.World;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.ShellError;
import dev.runwright.yaml.PlainData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shipped company, opened for a test, and short ways to call its cmdlets. */
final class TestEstate implements AutoCloseable {
    static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));
    static final Catalogue CATALOGUE = CatalogueFiles.open(INSTALL);

    final Estate estate;

    private TestEstate(Estate estate) {
        this.estate = estate;
    }

    static List<World> worlds() {
        List<World> worlds = new ArrayList<>(CmdletWorlds.over(CATALOGUE));
        worlds.add(new TenantWorld());
        return worlds;
    }

    static Path file(Path folder) {
        return folder.resolve("contoso.estate");
    }

    static TestEstate in(Path folder) {
        return new TestEstate(Estate.openOrFound(file(folder), contoso(), CATALOGUE, worlds()));
    }

    /** The shipped company that has all its servers in its own house. */
    static TestEstate fabrikam(Path folder) {
        return of(folder, text("fabrikam"));
    }

    static TestEstate onPremises(Path folder) {
        return of(folder, text().replace("organisation: cloud", "organisation: on_premises"));
    }

    static TestEstate of(Path folder, String yaml) {
        return new TestEstate(
                Estate.openOrFound(folder.resolve("other.estate"), description(yaml), CATALOGUE, worlds()));
    }

    static String text() {
        return text("contoso");
    }

    private static String text(String company) {
        try {
            return Files.readString(INSTALL.resolve("examples/estates/" + company + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EstateDescription contoso() {
        return description(text());
    }

    static EstateDescription description(String yaml) {
        return EstateDescription.of(new SourceText("contoso.yaml", yaml), source -> {
            Problems problems = new Problems();
            return PlainData.read(source, problems)
                    .orElseThrow(() -> new AssertionError(problems.all().toString()));
        });
    }

    /** Parameters from name, value, name, value …; the value may be null. */
    static Map<String, @Nullable Object> with(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    EstateAnswer call(String command, @Nullable Object... parameters) {
        return estate.invoke(command, with(parameters)).answer();
    }

    /** The objects that a command gives, which must end without an error. */
    List<Map<String, @Nullable Object>> all(String command, @Nullable Object... parameters) {
        EstateAnswer answer = call(command, parameters);
        if (answer.error() != null) {
            throw new AssertionError(answer.error().message());
        }
        return answer.data().stream().map(Data::map).toList();
    }

    Map<String, @Nullable Object> one(String command, @Nullable Object... parameters) {
        List<Map<String, @Nullable Object>> found = all(command, parameters);
        if (found.size() != 1) {
            throw new AssertionError("not one object but " + found.size());
        }
        return found.get(0);
    }

    ShellError error(String command, @Nullable Object... parameters) {
        return Objects.requireNonNull(call(command, parameters).error(), "no error");
    }

    @Override
    public void close() {
        estate.close();
    }
}
