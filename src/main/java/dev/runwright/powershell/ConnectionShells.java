package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.Status;
import dev.runwright.wire.WireException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The shells of one connection: opened when they are needed, used by one step at a time, looked at after a pause, replaced after an
 * outcome that leaves doubt. Thread-safe.
 */
final class ConnectionShells {
    private static final SessionGone SESSION_GONE = SessionGone.load();
    private static final Duration PAUSE_BEFORE_LOOK = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ShellProfile profile;
    private final ShellLimits limits;
    private final ShellPool pool;
    private final LongSupplier nanos;
    private final ShellOpener opener;
    private final OpeningBreaker breaker = new OpeningBreaker();
    private final Set<ShellSession> open = ConcurrentHashMap.newKeySet();
    private final Cancellation preparing = new Cancellation();
    private volatile @Nullable ShellFacts facts;

    /** All that were ever sent here: what a shell says late, or repeats, may hold those of earlier calls. */
    private final Set<Secret> secrets;

    private Redactor redactor;

    ConnectionShells(ShellProfile profile, ShellLimits limits, Watchdog watchdog, ShellPool pool, LongSupplier nanos) {
        this.profile = profile;
        this.limits = limits;
        this.pool = pool;
        this.nanos = nanos;
        this.opener = new ShellOpener(profile, limits, watchdog);
        this.secrets = new LinkedHashSet<>(opener.secrets());
        this.redactor = Redactor.of(secrets);
    }

    /** What is known of the shell that was opened last; empty before that. */
    Optional<ShellFacts> facts() {
        return Optional.ofNullable(facts);
    }

    // ---- a step

    /** Does it; waits for its turn for as long as it may itself take, opens a shell if there is none. */
    Outcome perform(ShellWork work, Attempt attempt) {
        if (attempt.cancellation().now()) {
            return notSent("It was cancelled before it was sent.");
        }
        Optional<ShellPool.Turn> entered = enter(attempt);
        if (entered.isEmpty()) {
            return noTurn(attempt);
        }
        try (ShellPool.Turn turn = entered.get()) {
            PooledShell.end(turn.displaced());
            return inTurn(work, attempt, turn);
        } catch (WireException e) {
            return notSent(e.sentence());
        }
    }

    private Optional<ShellPool.Turn> enter(Attempt attempt) {
        int atMost = profile.pool().atMost();
        return pool.enter(profile.connection(), atMost, attempt.timeout(), attempt.cancellation());
    }

    private Outcome noTurn(Attempt attempt) {
        if (attempt.cancellation().now()) {
            return notSent("It was cancelled before it was sent.");
        }
        String sentence = "Within " + attempt.timeout().toSeconds() + " s no shell of connection '"
                + profile.connection() + "' was free; it has at most "
                + profile.pool().atMost()
                + ". Let fewer steps run at once ('at_once'), or allow more ('at_most' of the connection).";
        return new Outcome.NotSent(StepError.of(ErrorClass.TIMEOUT, sentence));
    }

    private static Outcome notSent(String why) {
        return new Outcome.NotSent(StepError.of(ErrorClass.INVALID, why));
    }

    /** A session that is gone is opened anew, at once for a reading, which is made once more; else for the next call. */
    private Outcome inTurn(ShellWork work, Attempt attempt, ShellPool.Turn turn) {
        Outcome outcome = once(work, attempt, turn);
        if (!SESSION_GONE.isSaidBy(outcome)) {
            return outcome;
        }
        discard(turn);
        return !work.reads() || attempt.cancellation().requested() ? outcome : once(work, attempt, turn);
    }

    private Outcome once(ShellWork work, Attempt attempt, ShellPool.Turn turn) {
        Optional<StepError> problem = fill(turn, attempt);
        if (problem.isPresent()) {
            return new Outcome.NotSent(problem.get());
        }
        PooledShell shell = Objects.requireNonNull(turn.shell());
        Optional<StepError> unfit = work.unfit(shell.facts());
        return unfit.isPresent() ? new Outcome.NotSent(unfit.get()) : send(work, attempt, turn, shell);
    }

    private Outcome send(ShellWork work, Attempt attempt, ShellPool.Turn turn, PooledShell shell) {
        Redactor hiding = hiding(work);
        ShellSession session = shell.session();
        EventRelay relay = new EventRelay(attempt.events(), hiding);
        Duration limit = attempt.timeout();
        Limits told = new Limits(limit.toMillis(), limits.grace().toMillis());
        Exchange exchange = session.send(work.request(session.nextId(), told), limit, relay, attempt.cancellation());
        relay.finish();
        shell.used(nanos.getAsLong());
        boolean dirty = exchange instanceof Exchange.Replied replied
                && !replied.reply().dirty().isEmpty();
        if (dirty || !session.usable()) {
            discard(turn);
        }
        return new OutcomeMapping(hiding, work.place(), profile.estate() == null).of(exchange, relay.warnings());
    }

    private synchronized Redactor hiding(ShellWork work) {
        if (secrets.addAll(SecretsIn.values(work.parameters()))) {
            redactor = Redactor.of(secrets);
        }
        return redactor;
    }

    private synchronized Redactor hiding() {
        return redactor;
    }

    // ---- a shell for it

    /** Sees to it that a turn has a shell that can be used; why not, if not. */
    private Optional<StepError> fill(ShellPool.Turn turn, Attempt attempt) {
        PooledShell present = turn.shell();
        if (present != null && present.spent(nanos.getAsLong()) == null && healthy(present)) {
            return Optional.empty();
        }
        discard(turn);
        Optional<StepError> refusal = breaker.refusal(nanos.getAsLong());
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<StepError> problem = open(turn, attempt);
        if (problem.isEmpty()) {
            breaker.succeeded();
        } else if (!attempt.cancellation().now()) {
            breaker.failed(problem.get(), nanos.getAsLong());
        }
        return problem;
    }

    private Optional<StepError> open(ShellPool.Turn turn, Attempt attempt) {
        Opening opening = opener.open(attempt);
        if (opening instanceof Opening.NotOpened not) {
            return Optional.of(not.error());
        }
        Opening.Opened opened = (Opening.Opened) opening;
        facts = opened.facts();
        open.add(opened.session());
        turn.shell(new PooledShell(opened.session(), opened.facts(), profile.pool(), this::end, nanos.getAsLong()));
        return Optional.empty();
    }

    /** What a service or the system did to an idle shell is not told before the next call. */
    private boolean healthy(PooledShell shell) {
        if (!shell.lookDue(nanos.getAsLong(), PAUSE_BEFORE_LOOK.toNanos())) {
            return true;
        }
        ShellSession session = shell.session();
        EventRelay relay = new EventRelay(Events.NONE, hiding());
        Exchange answer = session.send(new Request.Probe(session.nextId()), LOOK, relay);
        if (!(answer instanceof Exchange.Replied replied) || replied.reply().status() != Status.OK) {
            return false;
        }
        shell.memory(ShellFacts.of(replied.reply()).memory());
        ShellProfile.Call check = profile.check();
        return shell.spent(nanos.getAsLong()) == null
                && (check == null
                        || opener.invoke(session, check, relay, limits.connect(), false)
                                .isEmpty());
    }

    private static void discard(ShellPool.Turn turn) {
        PooledShell old = turn.shell();
        turn.shell(null);
        if (old != null) {
            old.end();
        }
    }

    private void end(ShellSession session) {
        ShellProfile.Call disconnect = profile.disconnect();
        if (disconnect != null && session.usable()) {
            EventRelay relay = new EventRelay(Events.NONE, hiding());
            opener.invoke(session, disconnect, relay, limits.close(), false);
        }
        session.close();
        open.remove(session);
    }

    // ---- all of them

    /** Opens the shells that are to be ready before a step asks; one that cannot be opened is left to the step, which tells why. */
    void prepare() {
        for (int i = 0; i < profile.pool().ready(); i++) {
            Attempt attempt = new Attempt(Duration.ZERO, preparing, Events.NONE);
            Optional<ShellPool.Turn> entered = enter(attempt);
            if (entered.isPresent()) {
                try (ShellPool.Turn turn = entered.get()) {
                    PooledShell.end(turn.displaced());
                    if (turn.shell() == null) {
                        open(turn, attempt);
                    }
                }
            }
        }
    }

    /** Kills the shells without waiting for the calls under way. */
    void kill() {
        preparing.request();
        preparing.request();
        open.forEach(ShellSession::kill);
    }
}
