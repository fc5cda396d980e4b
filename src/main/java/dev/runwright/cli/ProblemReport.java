package dev.runwright.cli;

import dev.runwright.engine.RefusedException;
import dev.runwright.text.Problem;
import dev.runwright.text.RunwrightException;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is printed when nothing was run: lines for people, a document for machines. Stateless. */
final class ProblemReport {
    private ProblemReport() {}

    /** The problems as a JSON list (design 10). */
    static List<Map<String, @Nullable Object>> list(List<Problem> problems) {
        return problems.stream().map(ProblemReport::document).toList();
    }

    private static Map<String, @Nullable Object> document(Problem problem) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", problem.position().file());
        map.put("line", problem.position().line());
        map.put("column", problem.position().column());
        map.put("level", problem.level().name().toLowerCase(Locale.ROOT));
        map.put("code", problem.code());
        map.put("message", problem.message());
        map.put("hint", problem.hint());
        return map;
    }

    private static Map<String, @Nullable Object> document(String code, String message) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", null);
        map.put("line", null);
        map.put("column", null);
        map.put("level", "error");
        map.put("code", code);
        map.put("message", message);
        map.put("hint", null);
        return map;
    }

    private static List<Problem> problemsOf(RunwrightException why) {
        if (why instanceof RefusedException refused) {
            return refused.problems();
        }
        return why instanceof Refusal refusal ? refusal.problems() : List.of();
    }

    /** Says why nothing was run, on standard error, and with {@code json} as the one document on standard output. */
    static void print(Terminal terminal, RunwrightException why, boolean json) {
        List<Problem> problems = problemsOf(why);
        problems.forEach(terminal.err()::println);
        if (problems.isEmpty() || why instanceof RefusedException) {
            terminal.err().println(why.sentence());
        }
        if (json) {
            Map<String, @Nullable Object> refused = new LinkedHashMap<>();
            refused.put("run", null);
            refused.put("state", "refused");
            refused.put(
                    "problems", problems.isEmpty() ? List.of(document(why.code(), why.sentence())) : list(problems));
            terminal.out().println(Json.write(refused));
        }
    }
}
