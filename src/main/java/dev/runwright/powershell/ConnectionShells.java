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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shells of one connection: opened when they are needed, used by one step at a time, looked at after a pause, replaced after an
 * outcome that leaves doubt. Thread-safe.
 */
final class ConnectionShells {
    private static final SessionGone SESSION_GONE = SessionGone.load();
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ShellProfile profile;
    private final String key;
    private final ShellServices services;
    private final ShellPool pool;
    private final ShellOpener opener;
    private final OpeningBreaker breaker = new OpeningBreaker();
    private final Set<ShellSession> open = ConcurrentHashMap.newKeySet();
    private final Cancellation preparing = new Cancellation();
    private final PooledShell.Ending ending = new Ends();
    private volatile @Nullable ShellFacts facts;

    /** All that were ever sent here: what a shell says late, or repeats, may hold those of earlier calls. */
    private final Set<Secret> secrets;

    private Redactor redactor;

    /**
     * None is open yet.
     *
     * @param key under which the pool has them: another one for each state of the profile
     */
    ConnectionShells(ShellProfile profile, String key, ShellServices services) {
        this.profile = profile;
        this.key = key;
        this.services = services;
        this.pool = services.pool();
        this.opener = new ShellOpener(profile, services.limits(), services.watchdog(), services.bridge());
        this.secrets = new LinkedHashSet<>(opener.secrets());
        this.redactor = Redactor.of(secrets);
    }

    ShellProfile profile() {
        return profile;
    }

    private long now() {
        return services.nanos().getAsLong();
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
            return inTurn(profile.isRemote() ? new ShellWork.Remote(work) : work, attempt, turn);
        } catch (WireException e) {
            return notSent(e.sentence());
        }
    }

    private Optional<ShellPool.Turn> enter(Attempt attempt) {
        int atMost = profile.pool().atMost();
        return pool.enter(key, atMost, attempt.timeout(), attempt.cancellation());
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
        Limits told = new Limits(limit.toMillis(), services.limits().grace().toMillis());
        Exchange exchange = session.send(work.request(session.nextId(), told), limit, relay, attempt.cancellation());
        relay.finish();
        shell.used(now());
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
        if (present != null && present.spent(now()) == null && healthy(present)) {
            return Optional.empty();
        }
        discard(turn);
        Optional<StepError> refusal = breaker.refusal(now());
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<StepError> problem = open(turn, attempt);
        if (problem.isEmpty()) {
            breaker.succeeded();
        } else if (!attempt.cancellation().now()) {
            Duration pause = breaker.failed(problem.get(), now());
            services.notes()
                    .failed(
                            profile.connection(),
                            breaker.failures(),
                            pause,
                            problem.get().message());
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
        services.notes().opened(profile.connection());
        turn.shell(new PooledShell(opened.session(), opened.facts(), profile.pool(), ending, now()));
        return Optional.empty();
    }

    /** What a service or the system did to an idle shell is not told before the next call. */
    private boolean healthy(PooledShell shell) {
        boolean rested = shell.rested(now());
        if (!rested && !shell.lookDue(now())) {
            return true;
        }
        ShellSession session = shell.session();
        EventRelay relay = new EventRelay(Events.NONE, hiding());
        Exchange answer = session.send(new Request.Probe(session.nextId()), LOOK, relay);
        if (!(answer instanceof Exchange.Replied replied) || replied.reply().status() != Status.OK) {
            return false;
        }
        shell.looked(ShellFacts.of(replied.reply()).memory(), now());
        ShellProfile.Call check = profile.check();
        return shell.spent(now()) == null
                && (!rested
                        || check == null
                        || opener.invoke(
                                        session, check, relay, services.limits().connect(), false)
                                .isEmpty());
    }

    private static void discard(ShellPool.Turn turn) {
        PooledShell old = turn.shell();
        turn.shell(null);
        if (old != null) {
            old.end();
        }
    }

    private final class Ends implements PooledShell.Ending {
        @Override
        public void end(ShellSession session) {
            ShellProfile.Call disconnect = profile.disconnect();
            Duration close = services.limits().close();
            if (disconnect != null && session.usable()) {
                opener.invoke(session, disconnect, new EventRelay(Events.NONE, hiding()), close, false);
            }
            session.close();
            open.remove(session);
        }

        @Override
        public void retire(ShellSession session) {
            prepare(1);
            end(session);
        }
    }

    // ---- all of them

    /** Opens the shells that are to be ready before a step asks; one that cannot be opened is left to the step, which tells why. */
    void prepare() {
        prepare(0);
    }

    /** The same, when so many of those that are open will end. */
    private void prepare(int ending) {
        while (pool.count(key) - ending < profile.pool().ready()
                && breaker.refusal(now()).isEmpty()
                && prepared()) {
            // one more
        }
    }

    private boolean prepared() {
        Optional<ShellPool.Turn> reserved = pool.reserve(key, profile.pool().atMost());
        if (reserved.isEmpty()) {
            return false;
        }
        try (ShellPool.Turn turn = reserved.get()) {
            return open(turn, new Attempt(Duration.ZERO, preparing, Events.NONE))
                    .isEmpty();
        }
    }

    /** Lets those that are idle end now, and those that are used with their step; nobody asks for one any more. */
    void drain() {
        preparing.request();
        preparing.request();
        pool.retire(key);
    }

    /** Whether none of its shells is open. */
    boolean over() {
        return open.isEmpty();
    }

    /** Kills the shells without waiting for the calls under way. */
    void kill() {
        preparing.request();
        preparing.request();
        open.forEach(ShellSession::kill);
    }

    /** What is known of it: empty before a shell was opened or could not be. */
    Map<String, Object> known() {
        Map<String, Object> known = new LinkedHashMap<>();
        ShellFacts shell = facts;
        if (shell != null) {
            known.put("engine", shell.engine());
            known.put("version", shell.version());
            known.put("bridge", services.bridge().way().word());
        }
        breaker.refusal(now()).ifPresent(refusal -> {
            known.put("failures", (long) breaker.failures());
            known.put("problem", refusal.message());
        });
        return known;
    }
}
