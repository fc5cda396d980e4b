package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import dev.runwright.wire.Limits;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.WireException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection's shell: opened when it is first needed, used by one step at a time, replaced after an outcome that
 * leaves doubt about it. Thread-safe.
 */
final class ShellSlot implements AutoCloseable {
    private static final SessionGone SESSION_GONE = SessionGone.load();

    private final ShellProfile profile;
    private final ShellLimits limits;
    private final ShellOpener opener;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable ShellSession session;
    private volatile @Nullable ShellFacts facts;
    private long used;

    /** All that were ever sent here: what a shell says late, or repeats, may hold those of earlier calls. */
    private final Set<Secret> secrets;

    private Redactor redactor;

    ShellSlot(ShellProfile profile, ShellLimits limits, Watchdog watchdog) {
        this.profile = profile;
        this.limits = limits;
        this.opener = new ShellOpener(profile, limits, watchdog);
        this.secrets = new LinkedHashSet<>(opener.secrets());
        this.redactor = Redactor.of(secrets);
    }

    /** What is known of the shell that was opened last; empty before that. */
    Optional<ShellFacts> facts() {
        return Optional.ofNullable(facts);
    }

    /** Does it; waits for its turn, opens the shell if there is none. */
    Outcome perform(ShellWork work, Attempt attempt) {
        lock.lock();
        try {
            if (attempt.cancellation().now()) {
                return notSent("It was cancelled before it was sent.");
            }
            Opening opening = current(attempt);
            if (opening instanceof Opening.NotOpened not) {
                return new Outcome.NotSent(not.error());
            }
            Opening.Opened opened = (Opening.Opened) opening;
            Optional<StepError> unfit = work.unfit(opened.facts());
            return unfit.isPresent() ? new Outcome.NotSent(unfit.get()) : inSession(work, attempt, opened.session());
        } catch (WireException e) {
            return notSent(e.sentence());
        } finally {
            lock.unlock();
        }
    }

    private static Outcome notSent(String why) {
        return new Outcome.NotSent(StepError.of(ErrorClass.INVALID, why));
    }

    private Opening current(Attempt attempt) {
        ShellSession present = session;
        ShellFacts known = facts;
        if (present != null && known != null && present.usable() && !isStale()) {
            return new Opening.Opened(present, known);
        }
        disconnect();
        discard();
        Opening opening = opener.open(attempt);
        if (opening instanceof Opening.Opened opened) {
            session = opened.session();
            facts = opened.facts();
        }
        return opening;
    }

    /** What a service has closed by itself is not told before the next call: a shell that was idle for long is not trusted. */
    private boolean isStale() {
        Duration longest = profile.reopenAfter();
        return longest != null && System.nanoTime() - used >= longest.toNanos();
    }

    /** A session that is gone is opened anew, at once for a reading, which is made once more; else for the next call. */
    private Outcome inSession(ShellWork work, Attempt attempt, ShellSession target) {
        Outcome outcome = send(work, attempt, target);
        if (!SESSION_GONE.isSaidBy(outcome)) {
            return outcome;
        }
        discard();
        if (!work.reads() || attempt.cancellation().requested()) {
            return outcome;
        }
        Opening again = current(attempt);
        return again instanceof Opening.Opened opened ? send(work, attempt, opened.session()) : outcome;
    }

    private Outcome send(ShellWork work, Attempt attempt, ShellSession target) {
        if (secrets.addAll(SecretsIn.values(work.parameters()))) {
            redactor = Redactor.of(secrets);
        }
        EventRelay relay = new EventRelay(attempt.events(), redactor);
        Duration limit = attempt.timeout();
        Limits told = new Limits(limit.toMillis(), limits.grace().toMillis());
        Exchange exchange = target.send(work.request(target.nextId(), told), limit, relay, attempt.cancellation());
        relay.finish();
        used = System.nanoTime();
        boolean dirty = exchange instanceof Exchange.Replied replied
                && !replied.reply().dirty().isEmpty();
        if (dirty || !target.usable()) {
            discard();
        }
        return new OutcomeMapping(redactor, work.place(), profile.estate() == null).of(exchange, relay.warnings());
    }

    private void discard() {
        ShellSession old = session;
        session = null;
        if (old != null) {
            old.close();
        }
    }

    /** Kills the shell without waiting for the call under way. */
    void kill() {
        ShellSession open = session;
        if (open != null) {
            open.kill();
        }
    }

    /** Disconnects and ends the shell. */
    @Override
    public void close() {
        lock.lock();
        try {
            disconnect();
            discard();
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        ShellSession open = session;
        ShellProfile.Call disconnect = profile.disconnect();
        if (open != null && disconnect != null && open.usable()) {
            EventRelay relay = new EventRelay(Events.NONE, redactor);
            opener.invoke(open, disconnect, relay, limits.close(), false);
        }
    }
}
