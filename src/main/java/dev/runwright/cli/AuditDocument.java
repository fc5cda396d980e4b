package dev.runwright.cli;

import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.ChangeReturned;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.LocksTaken;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.RunbookCalled;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.JournalEntry.WaveStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run's journal as the audit shows it (design 10). Stateless. */
final class AuditDocument {
    /** What differs from run to run, from user to user and from shell to shell. */
    private static final List<String> VARYING = List.of("time", "actor", "hash");

    /** The same of what entries of people and of time say. */
    private static final List<String> VARYING_RESULTS = List.of(
            "actor", "at", "due", "begun", "expires", "process", "digest", "plan", "definition", "files", "called");

    /** Entries that are shown as they are written. */
    private static final Set<Class<? extends JournalEntry>> WHOLE = Set.of(
            RunResumed.class,
            RunbookCalled.class,
            WaveStarted.class,
            TimerSet.class,
            LocksTaken.class,
            PersonAsked.class,
            Answered.class,
            AnswerRefused.class,
            ApprovalVoided.class,
            CancelRequested.class,
            StepDecided.class);

    /** What Graph calls a request: new for each. */
    private static final Set<String> REQUEST_IDS = Set.of("@client-request-id", "@request-id");

    private AuditDocument() {}

    /** One map an entry; {@code normalized} leaves out what differs from run to run. */
    static List<Map<String, @Nullable Object>> of(List<Recorded> entries, boolean normalized) {
        String driver = "";
        Map<String, StepStarted> steps = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Recorded recorded : entries) {
            if (recorded.entry() instanceof StepStarted step) {
                steps.put(step.path(), step);
            }
            driver = driver(recorded.entry(), driver);
            Map<String, @Nullable Object> row = row(recorded, steps, actor(recorded.entry(), driver));
            if (normalized) {
                VARYING.forEach(row::remove);
                row.computeIfPresent("result", (key, result) -> withoutIds(result));
                VARYING_RESULTS.forEach(Data.map(row.get("result"))::remove);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Who drives the run from this entry on. */
    private static String driver(JournalEntry entry, String before) {
        return entry instanceof RunStarted started
                ? started.actor()
                : entry instanceof RunResumed resumed ? resumed.actor() : before;
    }

    /** Who made an entry: mostly the one who drives the run. */
    private static String actor(JournalEntry entry, String driver) {
        if (entry instanceof Answered answered) {
            return answered.actor();
        }
        if (entry instanceof CancelRequested cancel) {
            return cancel.actor();
        }
        return entry instanceof RunInterrupted noticed && !noticed.noticedBy().isEmpty() ? noticed.noticedBy() : driver;
    }

    private static Map<String, @Nullable Object> row(Recorded recorded, Map<String, StepStarted> steps, String actor) {
        String path = recorded.entry().path();
        StepStarted step = path == null ? null : steps.get(path);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("seq", recorded.sequence());
        row.put("time", recorded.time());
        row.put("actor", actor);
        row.put("type", EntryCodec.type(recorded.entry()));
        row.put("path", path);
        row.put("file", step == null ? null : step.position().file());
        row.put("line", step == null ? null : step.position().line());
        row.put("call", call(recorded, step));
        row.put("result", result(recorded));
        row.put("hash", recorded.hash());
        return row;
    }

    private static @Nullable String call(Recorded recorded, @Nullable StepStarted step) {
        if (recorded.entry() instanceof RunStarted started) {
            return started.mode() + " " + started.runbook();
        }
        if (recorded.entry() instanceof StateRead) {
            return step == null ? null : step.reading();
        }
        return step == null || recorded.entry() instanceof StepEnded ? null : step.call();
    }

    private static Map<String, @Nullable Object> result(Recorded recorded) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (WHOLE.contains(recorded.entry().getClass())) {
            result.putAll(EntryCodec.components(recorded.entry()));
            result.remove("path");
        } else if (recorded.entry() instanceof RunStarted started) {
            result.put("inputs", started.inputs());
            result.put("reason", started.reason());
            result.put("ticket", started.ticket());
        } else if (recorded.entry() instanceof FanOutListed listed) {
            result.put("keys", listed.keys());
        } else if (recorded.entry() instanceof StateRead read) {
            result.put("moment", read.moment());
            result.put("exists", read.exists());
            result.put("properties", read.properties());
        } else if (recorded.entry() instanceof ChangeSent sent) {
            result.put("parameters", sent.parameters());
        } else if (recorded.entry() instanceof ChangeReturned returned) {
            result.put("outcome", returned.outcome());
            result.put("error", RunDocument.error(returned.error()));
        } else if (recorded.entry() instanceof RetryPlanned retry) {
            result.put("attempt", retry.attempt());
            result.put("error", RunDocument.error(retry.error()));
        } else {
            addEnd(recorded, result);
        }
        return result;
    }

    private static void addEnd(Recorded recorded, Map<String, @Nullable Object> result) {
        if (recorded.entry() instanceof StepEnded ended) {
            result.put("state", ended.state());
            result.put("output", ended.output());
            result.put("exit", ended.exit());
            result.put("warnings", ended.warnings());
            result.put("error", RunDocument.error(ended.error()));
        } else if (recorded.entry() instanceof RunEnded ended) {
            result.put("state", ended.state());
            result.put("recap", ended.recap());
            result.put("outputs", ended.outputs());
        } else if (recorded.entry() instanceof RunPaused paused) {
            result.put("state", paused.state());
            result.put("why", paused.why());
        } else if (recorded.entry() instanceof RunInterrupted) {
            result.put("state", "interrupted");
        }
    }

    private static @Nullable Object withoutIds(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            Data.map(value).forEach((key, item) -> {
                if (!REQUEST_IDS.contains(key)) {
                    map.put(key, withoutIds(item));
                }
            });
            return map;
        }
        if (value instanceof List<?>) {
            List<@Nullable Object> list = new ArrayList<>();
            Data.list(value).forEach(item -> list.add(withoutIds(item)));
            return list;
        }
        return value;
    }
}
