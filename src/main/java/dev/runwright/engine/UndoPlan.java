package dev.runwright.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an undo would do, in the order in which it would. Immutable. */
public record UndoPlan(String run, List<Item> items) {
    /** Copies the list. */
    public UndoPlan {
        items = List.copyOf(items);
    }

    /**
     * One step.
     *
     * @param kind {@code write done steps irreversible left_out unreadable}
     * @param call what would be sent; null for nothing
     * @param differences what it would change
     * @param drifted what somebody changed meanwhile
     * @param losses what is not put back although the step is taken back
     * @param why for what is not written
     */
    public record Item(
            String path,
            String kind,
            @Nullable String call,
            List<Change> differences,
            List<Drift> drifted,
            List<String> losses,
            @Nullable String why) {
        /** Copies the lists. */
        public Item {
            differences = List.copyOf(differences);
            drifted = List.copyOf(drifted);
            losses = List.copyOf(losses);
        }

        /** As a step of a plan in which the undo stands at {@code path}. */
        Plan.Step planned(String at) {
            List<String> notes = new ArrayList<>(losses);
            if (why != null) {
                notes.add(why);
            }
            List<Plan.Difference> planned = differences.stream()
                    .map(change -> new Plan.Difference(change.property(), change.before(), change.after()))
                    .toList();
            String shown = call == null ? "" : call;
            boolean irreversible = kind.equals("irreversible");
            return new Plan.Step(
                    at + "/" + path, "cmdlet", state(), shown, "change", planned, Plan.Known.NOW, notes, irreversible);
        }

        private String state() {
            return switch (kind) {
                case "write", "steps" -> "changed";
                case "done" -> "unchanged";
                case "unreadable" -> "failed";
                default -> "skipped";
            };
        }
    }

    /** A property, and what it would become. */
    public record Change(
            String property,
            @Nullable Object before,
            @Nullable Object after) {}

    /** A property that somebody changed: before and after the step, and now. */
    public record Drift(
            String property,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable Object now) {}

    static UndoPlan of(String run, PastRun past, List<Restoration> restorations) {
        return new UndoPlan(run, restorations.stream().map(r -> item(past, r)).toList());
    }

    private static Item item(PastRun past, Restoration restoration) {
        List<String> losses = Losses.ofUndo(past, restoration.path());
        if (restoration instanceof Restoration.Write write) {
            return new Item(
                    write.path(),
                    "write",
                    CallText.of(write.call()),
                    write.differences().stream()
                            .map(d -> new Change(d.property(), d.now(), d.then()))
                            .toList(),
                    write.drifted().stream()
                            .map(d -> new Drift(d.property(), d.before(), d.after(), d.now()))
                            .toList(),
                    losses,
                    null);
        }
        if (restoration instanceof Restoration.Irreversible irreversible) {
            return simple(restoration, "irreversible", irreversible.why());
        }
        if (restoration instanceof Restoration.LeftOut leftOut) {
            return simple(restoration, "left_out", leftOut.why());
        }
        if (restoration instanceof Restoration.Unreadable unreadable) {
            return simple(restoration, "unreadable", unreadable.error().message());
        }
        return simple(restoration, restoration instanceof Restoration.Steps ? "steps" : "done", null);
    }

    private static Item simple(Restoration restoration, String kind, @Nullable String why) {
        return new Item(restoration.path(), kind, null, new ArrayList<>(), List.of(), List.of(), why);
    }
}
