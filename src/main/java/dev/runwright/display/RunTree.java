package dev.runwright.display;

import dev.runwright.engine.Events;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepRescued;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.JournalEntry.WaveStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a run as a tree, folded from its entries. Not thread-safe. */
final class RunTree {
    /** A fan-out of more targets keeps of each only its states. */
    static final int FULL = 20;

    private static final int WARNINGS = 3;

    private final Map<String, TreeNode> roots = new LinkedHashMap<>();
    private final Map<String, TreeNode> known = new HashMap<>();
    private final Deque<String> warnings = new ArrayDeque<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> recap = new LinkedHashMap<>();
    private @Nullable String standstill;

    /** A tree of which nothing is known yet. */
    RunTree() {
        RunView.RECAP.forEach(word -> recap.put(word, 0));
    }

    /** The tree of a run of the past. */
    static RunTree of(List<Recorded> entries) {
        RunTree tree = new RunTree();
        entries.forEach(one -> tree.add(one.entry(), one.time()));
        return tree;
    }

    /** Where the newest part of a run begins that goes on. */
    static int resumed(List<Recorded> entries) {
        int last = entries.size() - 1;
        while (last > 0 && !(entries.get(last).entry() instanceof RunResumed)) {
            last--;
        }
        return last;
    }

    /** The outermost steps, in the order in which they began. */
    Map<String, TreeNode> roots() {
        return roots;
    }

    /** The last warnings. */
    Deque<String> warnings() {
        return warnings;
    }

    /** What was said of the run as a whole since they were taken. */
    List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /** Why the run as a whole stands still; null if it does not. */
    @Nullable String standstill() {
        return standstill;
    }

    /** How many steps ended in which state. */
    Map<String, Integer> recap() {
        return recap;
    }

    /** Forgets an outermost step. */
    void forget(TreeNode root) {
        roots.remove(root.path);
        forgetPaths(root);
    }

    private void forgetPaths(TreeNode node) {
        known.remove(node.path, node);
        node.children.values().forEach(this::forgetPaths);
    }

    /** Takes one more entry in and gives the step that it ended, if that is an outermost one; else null. */
    @Nullable TreeNode add(JournalEntry entry, Instant time) {
        if (entry instanceof RunStarted) {
            recap.replaceAll((word, count) -> 0);
            warnings.clear();
        }
        String note = EntryText.note(entry);
        String path = entry.path();
        if (path == null) {
            if (note != null) {
                notes.add(note);
            }
            stand(entry);
            return null;
        }
        if (entry instanceof StepRescued) {
            rescued(known.get(path));
            return null;
        }
        TreeNode node = known.get(path);
        if (node == null) {
            node = begin(path, time);
        }
        if (note != null) {
            node.details.add(note);
        }
        take(node, entry);
        return entry instanceof StepEnded end ? ended(node, end, time) : null;
    }

    /** Whether the run as a whole stands still from here on; an interruption changes nothing of what it waits for. */
    private void stand(JournalEntry entry) {
        if (entry instanceof RunPaused pause) {
            standstill = pause.state() + ": " + EntryText.waitsFor(pause);
        } else if (entry instanceof TimerSet timer) {
            standstill = "waiting: " + EntryText.waitsFor(timer);
        } else if (!(entry instanceof RunInterrupted)) {
            standstill = null;
        }
    }

    private void take(TreeNode node, JournalEntry entry) {
        if (entry instanceof StepStarted started) {
            node.again();
            node.kind = started.kind();
            node.call = started.call();
        } else if (entry instanceof FanOutListed listed) {
            node.keys = listed.keys();
        } else if (entry instanceof WaveStarted wave) {
            node.wave = wave.wave();
        } else if (entry instanceof RunPaused pause) {
            node.paused = pause.state();
        }
        node.view.add(entry);
        boolean others = entry instanceof ApprovalVoided
                || entry instanceof RunPaused
                || entry instanceof AnswerRefused
                || (entry instanceof Answered && node.view.view().isAsking());
        node.waitsFor = others && node.waitsFor != null ? node.waitsFor : EntryText.waitsFor(entry);
    }

    private void rescued(@Nullable TreeNode node) {
        if (node != null) {
            node.becomes("rescued");
        }
        recap.computeIfPresent("failed", (word, count) -> Math.max(0, count - 1));
        recap.computeIfPresent("rescued", (word, count) -> count + 1);
    }

    private TreeNode begin(String path, Instant time) {
        TreeNode around = around(path);
        String label = around == null ? path : path.substring(around.path.length());
        TreeNode node = new TreeNode(path, label.startsWith("/") ? label.substring(1) : label, time);
        known.put(path, node);
        (around == null ? roots : around.children).put(path, node);
        return node;
    }

    private @Nullable TreeNode around(String path) {
        for (int end = path.length() - 1; end > 0; end--) {
            if (path.charAt(end) == '/' || path.charAt(end) == '[') {
                TreeNode node = known.get(path.substring(0, end));
                if (node != null) {
                    return node;
                }
            }
        }
        return null;
    }

    private @Nullable TreeNode ended(TreeNode node, StepEnded end, Instant time) {
        StepView view = node.view.view();
        if (!view.isContainer()) {
            recap.computeIfPresent(end.state(), (word, count) -> count + 1);
        }
        if (node.children.values().stream().noneMatch(TreeNode::stands)) {
            node.details.addAll(StepText.details(view));
        }
        node.end(end.state(), time);
        TreeNode around = around(node.path);
        if (around != null && node.isTarget() && around.keys != null && around.keys.size() > FULL) {
            if (node.stands()) {
                node.children.values().forEach(child -> keepErrors(child, node));
            }
            node.children.values().forEach(this::forgetPaths);
            node.shrink();
        }
        return around == null ? node : null;
    }

    private static void keepErrors(TreeNode inner, TreeNode item) {
        if (inner.stands()) {
            item.details.addAll(inner.details);
            inner.children.values().forEach(child -> keepErrors(child, item));
        }
    }

    /** Takes in what a step says. */
    void say(String path, Events.Event event) {
        if (event.kind().equals("warning")) {
            if (warnings.size() == WARNINGS) {
                warnings.removeFirst();
            }
            warnings.addLast(path + ": " + TreeNode.start(event.text()));
            return;
        }
        TreeNode node = known.get(path);
        if (node == null || node.isOver()) {
            return;
        }
        if (event.kind().equals("progress")) {
            node.progress = TreeNode.start(event.text());
            node.percent = event.percent();
        } else {
            node.say(event.text());
        }
    }
}
