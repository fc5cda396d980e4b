package dev.runwright.cli;

import dev.runwright.text.Problem;
import dev.runwright.text.RunwrightException;
import java.util.List;

/** A command that is not carried out: the call or a file is wrong, or it is not allowed. Nothing was done. */
public final class Refusal extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<Problem> problems;

    private Refusal(ExitCode exitCode, String code, String message, List<Problem> problems) {
        super(code, message, null);
        this.exitCode = exitCode;
        this.problems = List.copyOf(problems);
    }

    /** The call itself is wrong. */
    public static Refusal wrongCall(String code, String message) {
        return new Refusal(ExitCode.INVALID, code, message, List.of());
    }

    /** Files are wrong; {@code problems} holds at least one error. */
    public static Refusal wrongFiles(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        return new Refusal(ExitCode.INVALID, "problems", errors == 1 ? "1 error." : errors + " errors.", problems);
    }

    /** Something that is needed is broken. */
    public static Refusal failed(String code, String message) {
        return new Refusal(ExitCode.FAILED, code, message, List.of());
    }

    /** Policy, window, lock or mode do not allow it. */
    public static Refusal notAllowed(String code, String message) {
        return new Refusal(ExitCode.REFUSED, code, message, List.of());
    }

    /** A step's outcome is not known, and a person must say it first. */
    public static Refusal unknown(String code, String message) {
        return new Refusal(ExitCode.UNKNOWN, code, message, List.of());
    }

    /** What is wrong in files; empty if the message says it all. */
    public List<Problem> problems() {
        return problems;
    }

    /** The process's exit code. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
