package dev.runwright.estate;

import dev.runwright.estate.Estate.Ran;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds who answers a program: the estate's file first, then the worlds. */
record Programs(Dispatcher dispatcher) {
    private static final int FAILED = 1;
    private static final int ACCESS_DENIED = 5;

    Optional<Supplier<ProgramAnswer>> of(List<String> arguments, EstateTransaction transaction) {
        Optional<Map<String, @Nullable Object>> canned = Answers.program(transaction, arguments);
        if (canned.isPresent()) {
            return Optional.of(() -> canned(canned.get(), transaction));
        }
        return dispatcher.program(arguments.get(0)).map(rule -> () -> {
            try {
                return rule.program().run(arguments.subList(1, arguments.size()), transaction);
            } catch (CommandFailure failure) {
                transaction.forget();
                return ProgramAnswer.of(FAILED, "", failure.error().message() + "\n");
            }
        });
    }

    private static ProgramAnswer canned(Map<String, @Nullable Object> entry, EstateTransaction transaction) {
        Answers.apply(entry, transaction);
        int exit = entry.get("exit") instanceof Number number ? number.intValue() : 0;
        return ProgramAnswer.of(exit, text(entry, "output"), text(entry, "errors"));
    }

    private static String text(Map<String, @Nullable Object> entry, String key) {
        String text = Data.text(entry.get(key));
        return text == null ? "" : text;
    }

    /** Lets it run; a fault's error becomes the program's exit code (the error's id, if it is a number) and its error output. */
    static Ran run(Supplier<ProgramAnswer> program, @Nullable Fault fault) {
        ProgramAnswer answer = fault != null && fault.before() ? ProgramAnswer.of(0, "", "") : program.get();
        if (fault == null) {
            return new Ran(answer, null);
        }
        Disturbance disturbance = fault.disturbance().orElse(null);
        return disturbance == null
                ? new Ran(new ProgramAnswer(exit(fault), answer.output(), said(fault), answer.files()), null)
                : new Ran(answer, disturbance);
    }

    private static int exit(Fault fault) {
        return fault.id().matches("-?\\d{1,9}")
                ? Integer.parseInt(fault.id())
                : fault.kind().equals("denied") ? ACCESS_DENIED : FAILED;
    }

    private static String said(Fault fault) {
        return fault.error("program").message() + "\n";
    }
}
