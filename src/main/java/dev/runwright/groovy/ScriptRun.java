package dev.runwright.groovy;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import groovy.lang.Binding;
import groovy.lang.Script;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/** One run of a compiled script on a thread of its own, which is interrupted when the time is over or the run is cancelled. */
final class ScriptRun {
    /** How long a script that was interrupted may take to end. */
    private static final long GRACE_MILLIS = 2000;

    private final Class<? extends Script> compiled;
    private final Scope scope;
    private final Attempt attempt;

    ScriptRun(Class<? extends Script> compiled, Scope scope, Attempt attempt) {
        this.compiled = compiled;
        this.scope = scope;
        this.attempt = attempt;
    }

    /** How it ended. */
    sealed interface End {
        /** With a value. */
        record Value(@Nullable Object value) implements End {}

        /** It read what a plan cannot know yet. */
        record Untold(Pending pending) implements End {}

        /** With an exception. */
        record Threw(Throwable failure) implements End {}

        /** It was stopped. */
        record Stopped(StepError error) implements End {}
    }

    /** Runs it to its end. */
    End end() {
        FutureTask<@Nullable Object> task = new FutureTask<>(this::value);
        Thread thread = new Thread(task, "groovy-step");
        thread.setDaemon(true);
        thread.setContextClassLoader(compiled.getClassLoader());
        AtomicBoolean cancelled = new AtomicBoolean();
        thread.start();
        Cancellation.Registration registration = attempt.cancellation().onNow(() -> {
            cancelled.set(true);
            thread.interrupt();
        });
        try {
            return await(task, thread, cancelled);
        } finally {
            registration.close();
        }
    }

    private End await(FutureTask<@Nullable Object> task, Thread thread, AtomicBoolean cancelled) {
        try {
            Object value = task.get(attempt.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return new End.Value(value);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (failure instanceof UntoldException untold) {
                return new End.Untold(untold.pending());
            }
            return cancelled.get()
                    ? stopped(thread, ErrorClass.UNKNOWN, "because the run was cancelled")
                    : new End.Threw(failure);
        } catch (TimeoutException e) {
            return stopped(thread, ErrorClass.TIMEOUT, "after " + words(attempt.timeout()) + ", its time limit");
        } catch (InterruptedException e) {
            End end = stopped(thread, ErrorClass.UNKNOWN, "because its run was");
            Thread.currentThread().interrupt();
            return end;
        }
    }

    private End stopped(Thread thread, ErrorClass kind, String why) {
        thread.interrupt();
        boolean ended = true;
        try {
            thread.join(GRACE_MILLIS);
            ended = !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String rest = ended ? "." : ", but it does not react and goes on until Runwright ends.";
        return new End.Stopped(StepError.of(kind, "The Groovy script was stopped " + why + rest));
    }

    private @Nullable Object value() {
        Map<String, @Nullable Object> names = scope.names();
        Binding binding = new Binding();
        binding.setVariable("inputs", ReadOnly.of(names.getOrDefault("inputs", Map.of())));
        binding.setVariable("steps", ReadOnly.of(names.getOrDefault("steps", Map.of())));
        binding.setVariable("log", new ScriptLog(attempt.events()));
        try (PrintWriter out = new EventWriter(attempt.events()).printer()) {
            binding.setVariable("out", out);
            return ScriptValue.data(
                    InvokerHelper.createScript(compiled, binding).run());
        }
    }

    private static String words(Duration duration) {
        return duration.toSeconds() == 0 || duration.toNanosPart() != 0
                ? duration.toMillis() + " ms"
                : duration.toSeconds() + " s";
    }
}
