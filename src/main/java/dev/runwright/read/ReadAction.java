package dev.runwright.read;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import dev.runwright.model.ReadStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code read:} step rendered. */
record ReadAction(List<String> paths, boolean many, ReadStep step, Path folder) implements Action {
    private static final int LARGEST = 16 * 1024 * 1024;

    @Override
    public String call() {
        return "read " + String.join(", ", paths) + " as " + step.as().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Outcome perform(Attempt attempt) {
        List<@Nullable Object> documents = new ArrayList<>();
        for (String path : paths) {
            try {
                documents.add(document(path));
            } catch (Unreadable e) {
                String sentence = e.position() + ": " + e.sentence();
                return new Outcome.Failed(new StepError(ErrorClass.INVALID, sentence, null, Map.of()), null);
            } catch (IOException | InvalidPathException e) {
                return new Outcome.Failed(missing(path, e), null);
            }
        }
        return new Outcome.Returned(Reply.of(many ? documents : documents.get(0)));
    }

    private @Nullable Object document(String path) throws IOException, Unreadable {
        try (InputStream in = Files.newInputStream(folder.resolve(path))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw Unreadable.at(path, "The file is larger than 16 MiB, which is the most that is read.");
            }
            return new Document(path, bytes).as(step.as(), step.delimiter());
        }
    }

    private static StepError missing(String path, Exception cause) {
        if (cause instanceof NoSuchFileException) {
            return StepError.of(ErrorClass.NOT_FOUND, "There is no file " + path + ".");
        }
        return cause instanceof AccessDeniedException
                ? StepError.of(ErrorClass.DENIED, "The file " + path + " may not be read by this user.")
                : StepError.of(ErrorClass.UNKNOWN, "The file " + path + " cannot be read: " + cause.getMessage() + ".");
    }
}
