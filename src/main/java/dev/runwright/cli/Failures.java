package dev.runwright.cli;

import dev.runwright.engine.RefusedException;
import dev.runwright.journal.DrivenException;
import dev.runwright.journal.LockedException;
import dev.runwright.text.RunwrightException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into lines, a document and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int FRAMES = 8;

    /** What the estate's commands were told in words that name nothing. */
    private static final Set<String> WRONG_WORDS =
            Set.of("estate_no_snapshot", "estate_no_path", "estate_bad_fault", "estate_backwards");

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        ProblemReport.print(terminal, Refusal.wrongCall("wrong_call", sentence(wrong)), wantsJson(arguments));
        terminal.err().println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what it takes.");
        return ExitCode.INVALID.number();
    }

    private static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            List<String> near = unmatched.getSuggestions();
            String hint = near.isEmpty() ? "" : " Did you mean '" + near.get(0) + "'?";
            boolean option = words.get(0).startsWith("-");
            boolean group = !wrong.getCommandLine().getSubcommands().isEmpty();
            return (option ? "Unknown option" : group ? "Unknown command" : "Unexpected argument") + " '" + words.get(0)
                    + "'." + hint;
        }
        String message = String.valueOf(wrong.getMessage());
        if (wrong instanceof MissingParameterException) {
            return message.replace("Missing required parameter:", "Missing argument:")
                    .replace("Missing required parameters:", "Missing arguments:");
        }
        return message;
    }

    /** The arguments could not be understood as a whole, so the wish for JSON is looked for among them. */
    private static boolean wantsJson(String[] arguments) {
        List<String> words = Arrays.stream(arguments)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        int option = Math.max(words.lastIndexOf("-o"), words.lastIndexOf("--output"));
        return words.contains("-ojson")
                || words.contains("-o=json")
                || words.contains("--output=json")
                || (option >= 0
                        && option + 1 < words.size()
                        && words.get(option + 1).equals("json"));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ParameterException wrong) {
            return handleParseException(wrong, parsed.originalArgs().toArray(String[]::new));
        }
        boolean json = wantsJson(parsed.originalArgs().toArray(String[]::new));
        if (failure instanceof RunwrightException known) {
            ProblemReport.print(terminal, known, json);
            return exitCode(known).number();
        }
        String sentence = "Runwright itself has failed: " + failure + ". Please report it with these lines.";
        ProblemReport.print(terminal, new RunwrightException("internal", sentence, failure), json);
        Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .forEach(frame -> terminal.err().println("  at " + frame));
        return ExitCode.FAILED.number();
    }

    private static ExitCode exitCode(RunwrightException failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.exitCode();
        }
        if (failure instanceof RefusedException refused) {
            return refused.isWrongCall() ? ExitCode.INVALID : ExitCode.REFUSED;
        }
        if (failure instanceof LockedException || failure instanceof DrivenException) {
            return ExitCode.REFUSED;
        }
        return failure.code().startsWith("no_such_") || WRONG_WORDS.contains(failure.code())
                ? ExitCode.INVALID
                : ExitCode.FAILED;
    }
}
