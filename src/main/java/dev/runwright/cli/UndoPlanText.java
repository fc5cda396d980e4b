package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.engine.UndoPlan;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an undo would do, for people and for machines. Stateless. */
final class UndoPlanText {
    private UndoPlanText() {}

    static void print(UndoPlan plan, PrintStream out) {
        out.println("undo of run " + plan.run() + ": " + plan.items().size()
                + " steps, the last change first; nothing is written");
        items(plan, out);
        printDrift(plan, out);
    }

    /** Each step: what goes back, or why it stays. */
    static void items(UndoPlan plan, PrintStream out) {
        for (UndoPlan.Item item : plan.items()) {
            out.println(String.format(
                    "%-12s %s%s", word(item), item.path(), item.call() == null ? "" : "  " + item.call()));
            item.differences()
                    .forEach(one ->
                            out.println("               " + new Difference(one.property(), one.before(), one.after())));
            item.losses().forEach(loss -> out.println("               lost: " + loss));
            if (item.why() != null) {
                out.println("               " + item.why());
            }
        }
    }

    private static String word(UndoPlan.Item item) {
        return switch (item.kind()) {
            case "write" -> item.drifted().isEmpty() ? "put back" : "drifted";
            case "done" -> "as before";
            case "steps" -> "undo steps";
            case "left_out" -> "left out";
            default -> item.kind();
        };
    }

    /** The steps that stay as they are, and what is lost although its step is taken back. */
    static void printNotUndone(UndoPlan plan, PrintStream out) {
        plan.items().stream()
                .filter(item -> item.kind().equals("left_out") || item.kind().equals("unreadable"))
                .forEach(item -> printStaying(item, out));
        printIrreversible(plan, out);
    }

    /** The steps that stay as they are, each with its reason. */
    static List<Map<String, @Nullable Object>> notUndone(UndoPlan plan) {
        return plan.items().stream()
                .filter(item -> item.why() != null)
                .map(item -> {
                    Map<String, @Nullable Object> document = new LinkedHashMap<>();
                    document.put("path", item.path());
                    document.put("kind", item.kind());
                    document.put("reason", item.why());
                    return document;
                })
                .toList();
    }

    /** What no undo can take back: it is said again at the end. */
    static void printIrreversible(UndoPlan plan, PrintStream out) {
        for (UndoPlan.Item item : plan.items()) {
            if (item.kind().equals("irreversible")) {
                printStaying(item, out);
            }
            item.losses().forEach(loss -> out.println(String.format("%-12s %s  %s", "lost", item.path(), loss)));
        }
    }

    private static void printStaying(UndoPlan.Item item, PrintStream out) {
        out.println(String.format("%-12s %s  %s", word(item), item.path(), item.why()));
    }

    /** What somebody has changed since, and how to answer. */
    static void printDrift(UndoPlan plan, PrintStream out) {
        boolean any = false;
        for (UndoPlan.Item item : plan.items()) {
            for (UndoPlan.Drift drift : item.drifted()) {
                any = true;
                out.println("drifted      " + item.path() + "  " + drift.property() + ": before "
                        + Difference.text(drift.before()) + ", after the run " + Difference.text(drift.after())
                        + ", now "
                        + Difference.text(drift.now()));
            }
        }
        if (any) {
            out.println("Somebody has changed this since. Answer with one of:");
            out.println("  runwright undo " + plan.run() + " --if-drifted keep       leaves it as it is now");
            out.println("  runwright undo " + plan.run() + " --if-drifted overwrite  puts back what was there before");
        }
    }

    static Map<String, @Nullable Object> document(UndoPlan plan) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", plan.run());
        document.put("mode", "undo");
        document.put("steps", plan.items().stream().map(UndoPlanText::item).toList());
        return document;
    }

    private static Map<String, @Nullable Object> item(UndoPlan.Item item) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("path", item.path());
        document.put("kind", item.kind());
        document.put("call", item.call());
        document.put(
                "diff", item.differences().stream().map(UndoPlanText::change).toList());
        document.put("drifted", item.drifted().stream().map(UndoPlanText::drift).toList());
        document.put("losses", item.losses());
        document.put("why", item.why());
        return document;
    }

    private static Map<String, @Nullable Object> change(UndoPlan.Change change) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("property", change.property());
        document.put("before", change.before());
        document.put("after", change.after());
        return document;
    }

    private static Map<String, @Nullable Object> drift(UndoPlan.Drift drift) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("property", drift.property());
        document.put("before", drift.before());
        document.put("after", drift.after());
        document.put("now", drift.now());
        return document;
    }
}
