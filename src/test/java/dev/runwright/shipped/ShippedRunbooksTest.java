package dev.runwright.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.text.Problem;
import dev.runwright.yaml.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRunbooksTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));

    static List<Path> runbooks() throws IOException {
        try (Stream<Path> shipped = Files.list(INSTALL.resolve("runbooks"))) {
            return shipped.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void aShippedRunbookReadsWithoutAProblem(Path runbook) {
        RunbookReader.ReadResult read = new RunbookReader().read(runbook);
        assertThat(read.problems()).map(Problem::toString).isEmpty();
        assertThat(read.runbook()).isNotNull();
    }
}
