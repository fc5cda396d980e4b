package dev.runwright.program;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs of this machine through Commons Exec: no shell, no input, the parent's environment. One timer thread for all time
 * limits; the threads that read outputs are used again. Thread-safe.
 */
public final class CommonsExecLauncher implements ProcessLauncher, AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService readers;

    /** Starts no thread before the first program. */
    public CommonsExecLauncher() {
        timer = new ScheduledThreadPoolExecutor(1, daemon("program-timer"));
        timer.setRemoveOnCancelPolicy(true);
        readers = Executors.newCachedThreadPool(daemon("program-output"));
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Launched launch(Command command, Attempt attempt) {
        if (attempt.cancellation().now()) {
            return new Launched.NotStarted(
                    StepError.of(ErrorClass.UNKNOWN, command.program() + " was not started: the run is cancelled."));
        }
        Capture output = new Capture("stdout", attempt.events());
        Capture errors = new Capture("stderr", attempt.events());
        Watch watch = new Watch(command.program(), attempt, timer);
        DefaultExecutor executor = DefaultExecutor.builder()
                .setWorkingDirectory(command.folder())
                .setExecuteStreamHandler(new Streams(output, errors, readers))
                .get();
        executor.setExitValues(null);
        executor.setProcessDestroyer(watch);
        try {
            int exit = executor.execute(new ExactCommandLine(resolved(command)));
            if (exit == Executor.INVALID_EXITVALUE) {
                watch.lost(command.program() + " was stopped because its run was; what it had done is not known.");
                Thread.currentThread().interrupt();
            }
            return ended(exit, watch, output, errors);
        } catch (IOException e) {
            if (!watch.started()) {
                return new Launched.NotStarted(StartFailure.of(command, e));
            }
            watch.lost(command.program() + " was stopped because its outputs broke: " + e.getMessage() + ".");
            return ended(Executor.INVALID_EXITVALUE, watch, output, errors);
        }
    }

    private static Launched ended(int exit, Watch watch, Capture output, Capture errors) {
        StepError stopped = watch.stopped();
        return stopped == null
                ? new Launched.Ended(exit, output.seal(), errors.seal())
                : new Launched.Stopped(withOutput(stopped, output.seal(), errors.seal()));
    }

    /** A stopped program has no reply; the end of what it said is kept with the error. */
    private static StepError withOutput(StepError error, Captured output, Captured errors) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("stdout", tail(output.text()));
        details.put("stderr", tail(errors.text()));
        if (!output.rest().isEmpty()) {
            details.put("stdout_rest", output.rest());
        }
        if (!errors.rest().isEmpty()) {
            details.put("stderr_rest", errors.rest());
        }
        return new StepError(error.kind(), error.message(), error.position(), details);
    }

    private static String tail(String text) {
        int most = 2000;
        return text.length() <= most ? text : text.substring(text.length() - most);
    }

    /** A program given by a relative path is looked for in the working folder, on every system. */
    private static List<String> resolved(Command command) {
        List<String> arguments = new ArrayList<>(command.arguments());
        String program = command.program();
        boolean hasFolder = program.indexOf('/') >= 0 || (isWindows() && program.indexOf('\\') >= 0);
        if (hasFolder && !Path.of(program).isAbsolute()) {
            arguments.set(0, command.folder().resolve(program).toString());
        }
        return arguments;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** Ends the threads; programs that still run are not stopped. */
    @Override
    public void close() {
        timer.shutdownNow();
        readers.shutdown();
    }
}
