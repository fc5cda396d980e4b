package dev.runwright.app;

import dev.runwright.cli.Notice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;

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

    /** An address may hold a key in its path, so only its host is named. */
    private static Optional<String> post(URI address, String document) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1) // the wish for a newer one in a header confuses small servers
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            int status = response.statusCode();
            return status / HUNDRED == GOOD
                    ? Optional.empty()
                    : Optional.of(
                            "The notice webhook on " + address.getHost() + " answered with status " + status + ".");
        } catch (IOException e) {
            return Optional.of("The notice webhook on " + address.getHost() + " could not be reached: "
                    + e.getClass().getSimpleName() + ".");
        }
    }
}
