package dev.runwright.display;

import dev.runwright.engine.Events;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run as a tree that lives at the bottom of a terminal: outermost steps that are over scroll away upward as ordinary lines, the rest
 * is drawn anew by each {@link #frame()}, which its owner calls a few times a second. Entries are never dropped, only frames. Thread-safe.
 */
public final class LiveTree implements RunDisplay {
    private static final int FREE_ROWS = 2;

    private final Screen screen;
    private final InstantSource clock;
    private final boolean colour;
    private final Object drawing = new Object();

    private RunTree tree = new RunTree();
    private List<Line> scrolling = new ArrayList<>();
    private @Nullable Instant active;
    private boolean told;
    private long second;

    private Size size = new Size(1, 1);
    private List<Integer> widths = List.of();
    private String drawn = "";

    /** A tree on a screen; {@code clock} is the machine's. */
    public LiveTree(Screen screen, InstantSource clock, boolean colour) {
        this.screen = screen;
        this.clock = clock;
        this.colour = colour;
    }

    @Override
    public synchronized void appended(String run, JournalEntry entry) {
        Instant now = clock.instant();
        TreeNode over = tree.add(entry, now);
        told = true;
        if (entry instanceof RunStarted || entry instanceof RunResumed) {
            scrolling.add(new Line(0, null, "run " + run));
            active = now;
        } else if (entry instanceof RunEnded) {
            active = null;
        }
        tree.takeNotes().forEach(note -> scrolling.add(new Line(0, null, note)));
        if (over != null) {
            scroll(over, now);
        }
    }

    /** What was over before is not drawn again; what was open stands as the process that is gone had left it. */
    @Override
    public synchronized void goesOn(List<Recorded> entries) {
        int resumed = RunTree.resumed(entries);
        tree = new RunTree();
        for (Recorded past : entries.subList(0, resumed)) {
            TreeNode over = tree.add(past.entry(), past.time());
            if (over != null) {
                tree.forget(over);
            }
        }
        tree.takeNotes();
        entries.subList(resumed, entries.size()).forEach(one -> appended(one.run(), one.entry()));
    }

    private void scroll(TreeNode root, Instant now) {
        scrolling.addAll(new TreeText(now).past(root));
        tree.forget(root);
    }

    @Override
    public synchronized void event(String path, Events.Event event) {
        tree.say(path, event);
        told = true;
    }

    @Override
    public synchronized void say(String line) {
        scrolling.add(new Line(0, null, line));
        told = true;
    }

    private record Size(int columns, int rows) {}

    /** What one frame shows. */
    private record Shot(List<Line> scrolling, List<Line> living) {}

    /** Draws what has changed since the last frame, in one write; nothing if nothing has. */
    public void frame() {
        synchronized (drawing) {
            Size now = new Size(Math.max(1, screen.columns()), Math.max(1, screen.rows()));
            Shot shot = shoot(now, !now.equals(size));
            size = now;
            if (shot != null) {
                write(shot);
            }
        }
    }

    private synchronized @Nullable Shot shoot(Size at, boolean resized) {
        Instant now = clock.instant();
        if (!told && now.getEpochSecond() == second && !resized) {
            return null;
        }
        told = false;
        second = now.getEpochSecond();
        return new Shot(takeScrolling(), living(now, Math.max(1, at.rows - FREE_ROWS)));
    }

    private List<Line> takeScrolling() {
        List<Line> taken = scrolling;
        scrolling = new ArrayList<>();
        return taken;
    }

    private List<Line> living(Instant now, int rows) {
        List<Line> below = new ArrayList<>();
        if (active != null || !tree.roots().isEmpty()) {
            tree.warnings().forEach(text -> below.add(new Line(0, null, "! warning: " + text)));
            below.add(new Line(0, null, status(now)));
        }
        while (below.size() > Math.max(1, rows / 2)) {
            below.remove(0);
        }
        List<Line> lines = new ArrayList<>(new TreeText(now).living(tree.roots().values(), rows - below.size()));
        lines.addAll(below);
        return lines;
    }

    private String status(Instant now) {
        String counts = tree.recap().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(" "));
        String time = active == null ? "" : Elapsed.text(Duration.between(active, now));
        String doing = tree.standstill() == null ? "running" + time : time.strip() + "  " + tree.standstill();
        return (doing + "  " + counts).strip();
    }

    private void write(Shot shot) {
        List<String> living = new ArrayList<>();
        List<Integer> cells = new ArrayList<>();
        for (Line line : shot.living) {
            living.add(line.drawn(size.columns - 1, colour));
            cells.add(Math.min(size.columns - 1, Cells.width(line.plain())));
        }
        String frame = living.stream().map(line -> line + "\n").collect(Collectors.joining());
        if (shot.scrolling.isEmpty() && frame.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder(erase());
        shot.scrolling.forEach(
                line -> text.append(line.drawn(Integer.MAX_VALUE, colour)).append('\n'));
        screen.write(text.append(frame).toString());
        drawn = frame;
        widths = cells;
    }

    /** Back to the first line of the last frame, of which a terminal that became narrower has made more lines. */
    private String erase() {
        int up = 0;
        for (int width : widths) {
            up += Math.max(1, (width + size.columns - 1) / size.columns);
        }
        up = Math.min(up, Math.max(1, size.rows - 1));
        return widths.isEmpty() ? "" : "\r\u001b[" + up + "A\u001b[0J";
    }

    @Override
    public void settle() {
        synchronized (drawing) {
            synchronized (this) {
                Instant now = clock.instant();
                List.copyOf(tree.roots().values()).forEach(root -> scroll(root, now));
                String standstill = tree.standstill();
                if (standstill != null && active != null) {
                    scrolling.add(new Line(0, null, standstill));
                }
                tree.warnings().clear();
                active = null;
            }
            told();
            frame();
        }
    }

    private synchronized void told() {
        told = true;
    }

    @Override
    public void close() {
        settle();
    }
}
