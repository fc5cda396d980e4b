package dev.runwright.app;

import dev.runwright.display.LiveTree;
import dev.runwright.display.RunDisplay;
import dev.runwright.engine.Events;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.Recorded;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A live tree with the timer that draws its frames. Thread-safe. */
final class TickingTree implements RunDisplay {
    private static final int MILLIS = 100;

    private final LiveTree tree;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "frames");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> frames;

    TickingTree(LiveTree tree) {
        this.tree = tree;
        frames = timer.scheduleWithFixedDelay(tree::frame, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void appended(String run, JournalEntry entry) {
        tree.appended(run, entry);
    }

    @Override
    public void goesOn(List<Recorded> entries) {
        tree.goesOn(entries);
    }

    @Override
    public void event(String path, Events.Event event) {
        tree.event(path, event);
    }

    @Override
    public void say(String line) {
        tree.say(line);
    }

    @Override
    public void settle() {
        tree.settle();
    }

    @Override
    public void close() {
        frames.cancel(false);
        timer.shutdown();
        tree.close();
    }
}
