package dev.runwright.powershell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** The process that jPowerShell sees: the real one with streams of ours. Thread-safe. */
final class ShellProcess extends Process {
    private final Process real;
    private final OutputStream requests;
    private final ReplyStream replies;

    ShellProcess(Process real, OutputStream requests, ReplyStream replies) {
        this.real = real;
        this.requests = requests;
        this.replies = replies;
    }

    @Override
    public OutputStream getOutputStream() {
        return requests;
    }

    @Override
    public InputStream getInputStream() {
        return replies;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return real.waitFor();
    }

    @Override
    public int exitValue() {
        return real.exitValue();
    }

    @Override
    public void destroy() {
        ProcessTree.kill(real.toHandle());
    }

    @Override
    public boolean isAlive() {
        return real.isAlive();
    }

    @Override
    public long pid() {
        return real.pid();
    }

    @Override
    public ProcessHandle toHandle() {
        return real.toHandle();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return real.onExit();
    }
}
