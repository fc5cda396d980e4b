package dev.runwright.estate;

import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.EstateAnswers;
import dev.runwright.wire.ShellError;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Answers the proxies of a real PowerShell from the estate, and acts out what a fault does to that shell. */
public final class EstateServer implements EstateAnswers, AutoCloseable {
    private final Estate estate;
    private final Runnable endShell;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A server for one shell.
     *
     * @param endShell ends the shell's process at once, for a fault that wants that
     */
    public EstateServer(Estate estate, Runnable endShell) {
        this.estate = estate;
        this.endShell = endShell;
    }

    @Override
    public EstateAnswers on(String host) {
        return (command, arguments) -> answer(host, command, arguments);
    }

    @Override
    public EstateAnswer answer(String command, Map<String, @Nullable Object> arguments) {
        return answer(null, command, arguments);
    }

    private EstateAnswer answer(@Nullable String host, String command, Map<String, @Nullable Object> arguments) {
        EstateReply reply = estate.invoke(host, command, arguments);
        Disturbance disturbance = reply.disturbance();
        if (disturbance == null) {
            return reply.answer();
        }
        if (disturbance == Disturbance.DIE || disturbance == Disturbance.HALF) {
            endShell.run();
        }
        awaitEnd();
        return EstateAnswer.failed(
                ShellError.of("The sandbox has gone.", "", "EstateGone", "ResourceUnavailable", ""), true);
    }

    /** A fault leaves the shell without an answer; it waits until it is stopped or killed. */
    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of shells that wait for an answer; the estate stays open. */
    @Override
    public void close() {
        closed.countDown();
    }
}
