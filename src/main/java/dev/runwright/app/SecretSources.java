package dev.runwright.app;

import dev.runwright.cli.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Reads secrets from where they are kept. */
final class SecretSources {
    private final Surroundings surroundings;

    SecretSources(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The secret's text without its last line end; empty if it is not there. */
    Optional<String> text(Profile profile, String kind, String place) {
        return switch (kind) {
            case "secret" -> Optional.ofNullable(profile.secrets().get(place)).flatMap(this::text);
            default -> text(new Profile.SecretSource(kind, place));
        };
    }

    /** The same of a source that no profile needs to know. */
    Optional<String> text(Profile.SecretSource source) {
        return switch (source.kind()) {
            case "env" -> Optional.ofNullable(surroundings.environment().get(source.place()));
            case "file" -> file(surroundings.folder().resolve(source.place()));
            case "command" -> command(source.place());
            default -> Optional.empty();
        };
    }

    /** The bytes of a secret that is a file; of another, those of its text, or of what its text says in Base64. */
    Optional<byte[]> bytes(Profile profile, String name) {
        Profile.SecretSource source = profile.secrets().get(name);
        if (source == null) {
            return Optional.empty();
        }
        if (source.kind().equals("file")) {
            try {
                return Optional.of(Files.readAllBytes(surroundings.folder().resolve(source.place())));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return text(profile, source.kind(), source.place())
                .map(text -> text.contains("-----BEGIN ")
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : Base64.getMimeDecoder().decode(text));
    }

    private static Optional<String> file(Path file) {
        try {
            return Optional.of(line(Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a program writes; its arguments are separated by blanks, no shell reads them. */
    private static Optional<String> command(String command) {
        try {
            Process process = new ProcessBuilder(command.strip().split("\\s+", -1))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(line(said)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String line(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
