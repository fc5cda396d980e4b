package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.RunWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that dies at its n-th act: an entry that was appended, a commit, or a call that took effect. What was not committed by
 * then is lost, and nothing is given back. Thread-safe.
 */
final class Mortal {
    private final int last;
    private int acts;
    private volatile boolean dead;

    /** Dies at act {@code last}; 0 for never. */
    Mortal(int last) {
        this.last = last;
    }

    /** The process is gone. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How many acts there were. */
    synchronized int acts() {
        return acts;
    }

    synchronized void act() {
        alive();
        if (++acts == last) {
            dead = true;
            alive();
        }
    }

    void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    /** The journal as this process sees it. */
    Journal over(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    alive();
                    try {
                        Object result = method.invoke(journal, arguments);
                        if (result instanceof RunWriter writer) {
                            act();
                            return new Pen(writer);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private final class Pen implements RunWriter {
        private final RunWriter writer;

        Pen(RunWriter writer) {
            this.writer = writer;
        }

        @Override
        public String run() {
            return writer.run();
        }

        @Override
        public void append(JournalEntry entry) {
            alive();
            writer.append(entry);
            act();
        }

        @Override
        public void commit() {
            alive();
            writer.commit();
            act();
        }

        @Override
        public void confirm() {
            alive();
            writer.confirm();
        }

        @Override
        public void lock(List<String> names, @Nullable String from) {
            alive();
            writer.lock(names, from);
            act();
        }

        @Override
        public void anchor(boolean unlock) {
            alive();
            writer.anchor(unlock);
            act();
        }

        @Override
        public List<JournalEntry.Posted> renew() {
            alive();
            return writer.renew();
        }

        @Override
        public Instant leased() {
            return writer.leased();
        }

        @Override
        public void close() {
            if (!dead) {
                writer.close();
            }
        }
    }
}
