package dev.runwright.powershell;

import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells by a list of wordings that the session behind a shell, to a service, is gone. Immutable. */
final class SessionGone {
    private static final String FILE = "session-gone.txt";

    private final List<String> wordings;

    private SessionGone(List<String> wordings) {
        this.wordings = List.copyOf(wordings);
    }

    /** The list inside the product. */
    static SessionGone load() {
        try (InputStream file = SessionGone.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("no " + FILE);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new SessionGone(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an outcome says so. */
    boolean isSaidBy(Outcome outcome) {
        Stream<StepError> errors = outcome instanceof Outcome.Failed failed
                ? Stream.of(failed.error())
                : outcome instanceof Outcome.Returned returned ? returned.reply().errors().stream() : Stream.empty();
        return errors.anyMatch(this::isSaidBy);
    }

    private boolean isSaidBy(StepError error) {
        String said = (error.details().get("id") + "\n" + error.message()).toLowerCase(Locale.ROOT);
        return wordings.stream().anyMatch(said::contains);
    }
}
