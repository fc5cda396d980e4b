package dev.runwright.report;

import dev.runwright.display.Compared;
import dev.runwright.display.Difference;
import dev.runwright.display.EntryText;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.report.Block.Heading;
import dev.runwright.report.Block.Paragraph;
import dev.runwright.report.Block.Table;
import dev.runwright.value.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run: who did what and why, what people decided, each change before and after, what cannot be taken back, and
 * where the journal's chain stands. Secrets are in no journal and so in no report. Immutable.
 */
public final class RunReport {
    private static final int LONGEST = 4000;

    private final RunView run;
    private final String state;
    private final List<Recorded> entries;
    private final List<Block> blocks = new ArrayList<>();

    private RunReport(RunView run, String state, List<Recorded> entries) {
        this.run = run;
        this.state = state;
        this.entries = List.copyOf(entries);
    }

    /**
     * Of a run.
     *
     * @param state its state, which an undo may have made another than the journal's own
     * @param entries its whole journal
     */
    public static RunReport of(RunView run, String state, List<Recorded> entries) {
        RunReport report = new RunReport(run, state, entries);
        report.write();
        return report;
    }

    /** As Markdown. */
    public String markdown() {
        return Markdown.of(blocks);
    }

    /** As one HTML page. */
    public String html() {
        return Html.of(run.started().runbook() + " " + run.run(), blocks);
    }

    private void write() {
        blocks.add(new Heading(1, run.started().runbook() + ": " + state));
        facts();
        problem();
        values("Inputs", run.started().inputs());
        values("Outputs", run.end() == null ? Map.of() : run.end().outputs());
        people();
        changes();
        irreversible();
        warnings();
        steps();
        chain();
    }

    private void facts() {
        RunStarted started = run.started();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Run", run.run()));
        rows.add(List.of("State", state));
        rows.add(List.of(
                "Where",
                (started.rehearsed() ? "rehearsed on the estate " : "") + started.world() + ", profile "
                        + started.profile()));
        rows.add(List.of("Who", started.actor()));
        rows.add(List.of("Reason", started.reason() == null ? "-" : started.reason()));
        rows.add(List.of("Ticket", started.ticket() == null ? "-" : started.ticket()));
        rows.add(List.of("From", run.begun().toString()));
        rows.add(List.of("To", run.ended() == null ? "-" : run.ended().toString()));
        if (started.parent() != null) {
            rows.add(List.of("Undoes", started.parent()));
        }
        run.recap().forEach((word, count) -> rows.add(List.of("Steps " + word, String.valueOf(count))));
        blocks.add(new Table(List.of("", ""), rows));
    }

    private void problem() {
        ErrorRecord problem = run.end() == null ? null : run.end().problem();
        if (problem != null) {
            blocks.add(new Heading(2, "What went wrong"));
            blocks.add(new Paragraph(problem.message()));
        }
    }

    private void values(String heading, Map<String, @Nullable Object> values) {
        if (!values.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            values.forEach((name, value) -> rows.add(List.of(name, isTable(value) ? "below" : whole(value))));
            table(heading, List.of("Name", "Value"), rows);
            values.forEach((name, value) -> {
                if (isTable(value)) {
                    objects(name, Data.list(value).stream().map(Data::map).toList());
                }
            });
        }
    }

    private static boolean isTable(@Nullable Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(one -> one instanceof Map<?, ?> map && !map.isEmpty());
    }

    /** A list of objects, a row each. */
    private void objects(String name, List<Map<String, @Nullable Object>> objects) {
        Set<String> head = new LinkedHashSet<>();
        objects.forEach(one -> head.addAll(one.keySet()));
        table(
                name,
                List.copyOf(head),
                objects.stream()
                        .map(one -> head.stream()
                                .map(key -> one.containsKey(key) ? whole(one.get(key)) : "")
                                .toList())
                        .toList());
    }

    /** A value as a report keeps it: lists and mappings whole, since people act on them; only what is very long is cut. */
    private static String whole(@Nullable Object value) {
        String text = value instanceof List<?> list && !list.isEmpty()
                ? list.stream().map(RunReport::element).collect(Collectors.joining("; "))
                : element(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }

    private static String element(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + element(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(RunReport::element).collect(Collectors.joining(", "));
        }
        return value instanceof String text && !text.isEmpty() ? text.replaceAll("\\s+", " ") : Difference.text(value);
    }

    private void table(String heading, List<String> head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            blocks.add(new Heading(2, heading));
            blocks.add(new Table(head, rows));
        }
    }

    private void people() {
        List<List<String>> rows = new ArrayList<>();
        for (Recorded recorded : entries) {
            JournalEntry entry = recorded.entry();
            String note = EntryText.note(entry);
            if (entry instanceof PersonAsked asked) {
                rows.add(List.of(recorded.time().toString(), asked.path(), "asked", asked.question(), ""));
            } else if (entry instanceof Answered answered) {
                rows.add(List.of(
                        answered.at().toString(),
                        answered.path(),
                        answered.answer() + " by " + answered.actor(),
                        answered.comment() == null ? "" : answered.comment(),
                        answered.evidence() == null ? "" : answered.evidence()));
            } else if (note != null) {
                rows.add(List.of(recorded.time().toString(), entry.path() == null ? "" : entry.path(), note, "", ""));
            }
        }
        table("People", List.of("When", "Step", "What", "Question or comment", "Evidence"), rows);
    }

    private void changes() {
        List<List<String>> rows = new ArrayList<>();
        for (StepView step : run.steps().values()) {
            if (step.started() == null
                    || step.isContainer()
                    || step.started().effect().equals("read")) {
                continue;
            }
            List<Difference> differences =
                    Difference.between(Compared.of(step, step.before()), Compared.of(step, step.after()));
            boolean shown = step.before() != null && step.after() != null && !differences.isEmpty();
            if (shown) {
                differences.forEach(one -> rows.add(List.of(
                        step.path(), one.property(), Difference.text(one.before()), Difference.text(one.after()))));
            } else if (step.reached()) {
                rows.add(List.of(step.path(), step.started().call(), "", step.state()));
            }
        }
        table("Changes", List.of("Step", "Property or call", "Before", "After"), rows);
    }

    private void irreversible() {
        List<List<String>> rows = new ArrayList<>();
        for (StepView step : run.steps().values()) {
            if (step.started() != null
                    && step.reached()
                    && step.started().undo().startsWith("irreversible: ")) {
                rows.add(List.of(step.path(), step.started().undo().substring("irreversible: ".length())));
            }
        }
        table("What cannot be taken back", List.of("Step", "Why"), rows);
    }

    private void warnings() {
        List<List<String>> rows = new ArrayList<>();
        for (StepView step : run.steps().values()) {
            if (step.ended() != null) {
                step.ended().warnings().forEach(warning -> rows.add(List.of(step.path(), warning)));
                ErrorRecord error = step.ended().error();
                if (error != null) {
                    rows.add(List.of(step.path(), error.message()));
                }
            }
        }
        table("Warnings and errors", List.of("Step", "What was said"), rows);
    }

    private void steps() {
        Map<String, Instant> times = new HashMap<>();
        for (Recorded recorded : entries) {
            String path = recorded.entry().path();
            if (path != null) {
                times.putIfAbsent(path, recorded.time());
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (StepView step : run.steps().values()) {
            Instant begun = times.get(step.path());
            rows.add(List.of(
                    begun == null ? "" : begun.toString(),
                    step.path(),
                    step.started() == null || step.started().name() == null
                            ? ""
                            : step.started().name(),
                    step.kind(),
                    step.state()));
        }
        table("Steps", List.of("Begun", "Step", "Name", "Kind", "State"), rows);
    }

    private void chain() {
        Recorded last = entries.get(entries.size() - 1);
        blocks.add(new Paragraph("From the journal of the run, " + entries.size() + " entries; the last has the hash "
                + last.hash() + ". 'runwright audit verify' tells whether it is as it was written."));
    }
}
