package dev.runwright.powershell;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.EstateAnswers;
import dev.runwright.wire.ShellError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This side of a sandbox's channel: takes the proxies' calls from one shell, one line each, and answers them. */
final class EstateLink implements Runnable {
    private final String pipe;
    private final EstateAnswers answers;
    private final Consumer<String> trouble;

    EstateLink(String pipe, EstateAnswers answers, Consumer<String> trouble) {
        this.pipe = pipe;
        this.answers = answers;
        this.trouble = trouble;
    }

    /** Connects and answers on a thread of its own, until the shell ends. */
    void start(String name) {
        Thread thread = new Thread(this, "rw-estate-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try (LocalPipe connection = LocalPipe.connect(pipe);
                BufferedReader calls =
                        new BufferedReader(new InputStreamReader(connection.input(), StandardCharsets.UTF_8))) {
            OutputStream out = connection.output();
            for (String line = calls.readLine(); line != null; line = calls.readLine()) {
                out.write((answer(line).line() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            trouble.accept("the sandbox's channel ended: " + e.getMessage());
        }
    }

    private EstateAnswer answer(String line) {
        try {
            Map<String, @Nullable Object> call = Json.readObject(line);
            return answers.answer(String.valueOf(call.get("command")), Data.map(Tagged.decode(call.get("args"))));
        } catch (RuntimeException e) {
            return EstateAnswer.failed(
                    ShellError.of(
                            "The sandbox could not answer: " + e.getMessage(),
                            e.getClass().getName(),
                            "EstateFailed",
                            "NotSpecified",
                            ""),
                    true);
        }
    }
}
