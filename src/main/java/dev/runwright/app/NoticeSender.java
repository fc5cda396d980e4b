package dev.runwright.app;

import dev.runwright.cli.Notice;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.notify.WebhookPost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Hands a document to a program and to an address; each gets ten seconds. Stateless. */
final class NoticeSender {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;

    /** A sender whose programs work in {@code folder}. */
    NoticeSender(Path folder) {
        this.folder = folder;
    }

    /** Sends it wherever the notice says; gives a sentence for each that could not be reached. */
    List<String> send(Notice notice, String document) {
        List<String> failures = new ArrayList<>();
        try {
            if (!notice.program().isEmpty()) {
                start(notice.program(), document).ifPresent(failures::add);
            }
            if (notice.webhook() != null) {
                post(URI.create(notice.webhook()), document).ifPresent(failures::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add("The notice was not sent: Runwright was asked to stop.");
        }
        return failures;
    }

    /** The document is a file first, so that a program that never reads cannot hold up its writer. */
    private Optional<String> start(List<String> command, String document) throws InterruptedException {
        String program = "The notice program " + command.get(0);
        try {
            Path input = Files.createTempFile("runwright-notice", ".json");
            try {
                Files.writeString(input, document);
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return ended(process, program);
            } finally {
                Files.deleteIfExists(input);
            }
        } catch (IOException e) {
            return Optional.of(program + " could not be started: " + e.getMessage() + ".");
        }
    }

    private static Optional<String> ended(Process process, String program) throws InterruptedException {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.of(program + " took longer than " + LIMIT.toSeconds() + " s and was stopped.");
            }
            int exit = process.exitValue();
            return exit == 0 ? Optional.empty() : Optional.of(program + " ended with exit code " + exit + ".");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Optional<String> post(URI address, String document) {
        Attempt attempt = new Attempt(LIMIT, new Cancellation(), Events.NONE);
        Outcome outcome = WebhookPost.send(address, document, attempt);
        return outcome instanceof Outcome.NotSent unsent
                ? Optional.of("The notice webhook on " + unsent.error().message())
                : outcome instanceof Outcome.Unknown unknown
                        ? Optional.of("The notice webhook on " + unknown.error().message())
                        : Optional.empty();
    }
}
