package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.estate.world.ProgramRule;
import dev.runwright.estate.world.World;
import dev.runwright.model.Effect;
import dev.runwright.wire.EstateAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox company. Its state is one file, which several processes may have open: each call is one transaction, committed before
 * its answer is given. Thread-safe.
 */
public final class Estate implements AutoCloseable {
    private final EstateFile file;
    private final Dispatcher dispatcher;
    private final Programs programs;
    private final List<World> worlds;
    private volatile @Nullable String shellHost;

    private Estate(EstateFile file, Catalogue catalogue, List<World> worlds) {
        this.file = file;
        this.worlds = List.copyOf(worlds);
        this.dispatcher = new Dispatcher(catalogue, worlds);
        this.programs = new Programs(dispatcher);
    }

    /**
     * Opens an estate that exists.
     *
     * @throws EstateException if it does not, or is damaged
     */
    public static Estate open(Path path, Catalogue catalogue, List<World> worlds) {
        if (!Files.exists(path)) {
            throw EstateException.notThere(path);
        }
        Estate estate = new Estate(EstateFile.open(path), catalogue, worlds);
        if (estate.work(false, transaction -> transaction.state().name.isEmpty())) {
            estate.close();
            throw EstateException.notThere(path);
        }
        return estate;
    }

    /**
     * Opens an estate, and makes it from its description if it is not there yet. A description that has changed since is not
     * applied: see {@link #outdated}.
     *
     * @throws dev.runwright.estate.world.BadDescription if the description cannot be made into an estate
     */
    public static Estate openOrFound(
            Path path, EstateDescription description, Catalogue catalogue, List<World> worlds) {
        Estate estate = new Estate(EstateFile.open(path), catalogue, worlds);
        try {
            estate.work(false, transaction -> {
                if (transaction.state().name.isEmpty()) {
                    new Founding(estate.worlds).found(description, transaction);
                }
                return true;
            });
            return estate;
        } catch (RuntimeException e) {
            estate.close();
            throw e;
        }
    }

    /** Whether the estate was made from another text than this description's. */
    public boolean outdated(EstateDescription description) {
        return work(true, transaction -> !transaction.state().digest.equals(description.digest()));
    }

    /** Makes the estate anew; its snapshots, faults and log are gone. */
    public void reset(EstateDescription description) {
        work(false, transaction -> {
            List.copyOf(transaction.all().keySet()).forEach(transaction::remove);
            EstateState state = transaction.state();
            state.calls = 0;
            state.sequence = 0;
            faults().clear();
            new Snapshots(file.connection()).clear();
            new CallLog(file.connection()).clear();
            new Founding(worlds).found(description, transaction);
            return true;
        });
    }

    /** Carries out one cmdlet; errors of the cmdlet are in the answer. */
    public EstateReply invoke(String command, Map<String, @Nullable Object> parameters) {
        return invoke(shellHost, command, parameters);
    }

    /** From now on commands that name no computer are done on this one. */
    public void runsOn(@Nullable String host) {
        shellHost = host;
    }

    /** The same on a computer that a session is open to; null for the one that the shells run on. */
    public EstateReply invoke(@Nullable String host, String command, Map<String, @Nullable Object> parameters) {
        return work(dispatcher.reads(command), transaction -> {
            transaction.on(host);
            EstateState state = transaction.state();
            state.calls++;
            Optional<Fault> fault = faults().strike(command);
            EstateReply reply = carryOut(command, parameters, transaction, fault.orElse(null));
            String effect = dispatcher.effect(command, parameters).word();
            new CallLog(file.connection()).add(state, command, effect, outcome(reply, fault.orElse(null)));
            return reply;
        });
    }

    /**
     * What came of a request.
     *
     * @param answer null if a fault struck before it was carried out
     * @param fault what goes wrong with the answer; null for nothing
     */
    public record Requested<T>(@Nullable T answer, @Nullable Fault fault) {}

    /**
     * Carries out one request that is no cmdlet, in one transaction.
     *
     * @param call as faults and the log name it
     * @param reads whether it sees only what has become visible
     * @param work carries it out; what it gives back after a failure must have changed nothing
     * @param outcome what the log says of the answer
     */
    public <T> Requested<T> request(
            String call, boolean reads, Function<Documents, T> work, Function<T, String> outcome) {
        return work(reads, transaction -> {
            EstateState state = transaction.state();
            state.calls++;
            Fault fault = faults().strike(call).orElse(null);
            T answer = fault != null && fault.before() ? null : work.apply(transaction);
            String effect = (reads ? Effect.READ : Effect.CHANGE).word();
            String said = fault != null || answer == null ? "fault " + fault : outcome.apply(answer);
            new CallLog(file.connection()).add(state, call, effect, said);
            return new Requested<>(answer, fault);
        });
    }

    private EstateReply carryOut(
            String command,
            Map<String, @Nullable Object> parameters,
            EstateTransaction transaction,
            @Nullable Fault fault) {
        EstateAnswer answer = fault != null && fault.before()
                ? EstateAnswer.of(List.of())
                : dispatcher.answer(command, parameters, transaction);
        if (fault == null) {
            return new EstateReply(answer, null);
        }
        Disturbance disturbance = fault.disturbance().orElse(null);
        return disturbance == null
                ? new EstateReply(EstateAnswer.failed(fault.error(command), true), null)
                : new EstateReply(answer, disturbance);
    }

    private static String outcome(EstateReply reply, @Nullable Fault fault) {
        if (fault != null) {
            return "fault " + fault.kind() + (fault.before() ? " before" : " after");
        }
        return reply.answer().error() == null ? "done" : reply.answer().error().id();
    }

    /**
     * Whether a rehearsal may name this command: a world carries it out, or the estate's file answers it. In this organisation it
     * may be missing all the same, as in the real one: see {@link #offers}.
     */
    public boolean knows(String command) {
        return work(true, transaction -> dispatcher.knows(command, transaction));
    }

    /** Whether a shell of this organisation has the command. */
    public boolean offers(String command) {
        return work(true, transaction -> dispatcher.offers(command, transaction));
    }

    /** The parameters that the estate's file names for a command of its own; empty if it is none. */
    public Set<String> parametersOf(String command) {
        return work(true, transaction -> Answers.parametersOf(transaction, command));
    }

    /**
     * What came of a program.
     *
     * @param answer what it has said and written; of a fault that strikes before, nothing
     * @param disturbance what happens to the program besides; null for nothing
     */
    public record Ran(ProgramAnswer answer, @Nullable Disturbance disturbance) {}

    /**
     * What is answered in place of a program: by the estate's file, else by a world; empty if neither knows it. What it changes is
     * then changed.
     */
    public Optional<Ran> program(List<String> arguments) {
        return work(false, transaction -> {
            Optional<Supplier<ProgramAnswer>> program = programs.of(arguments, transaction);
            if (program.isEmpty()) {
                return Optional.empty();
            }
            EstateState state = transaction.state();
            state.calls++;
            String name = ProgramRule.nameOf(arguments.get(0));
            Fault fault = faults().strike(name).orElse(null);
            Ran ran = Programs.run(program.get(), fault);
            String said = fault == null ? "exit code " + ran.answer().exit() : "fault " + fault;
            new CallLog(file.connection()).add(state, name, Effect.CHANGE.word(), said);
            return Optional.of(ran);
        });
    }

    /** Whether the estate's file names a program with these arguments, or a world stands in for it. */
    public boolean knowsProgram(List<String> arguments) {
        return work(true, transaction -> programs.of(arguments, transaction).isPresent());
    }

    /** What a web server gives at an address, as the estate's file says it; empty if it does not name it. */
    public Optional<Map<String, @Nullable Object>> download(String url) {
        return work(true, transaction -> WebFiles.find(transaction, url));
    }

    /** {@code cloud} or {@code on_premises}. */
    public String organisation() {
        return work(true, transaction -> transaction.state().organisation);
    }

    /** The estate's name, as its description says. */
    public String name() {
        return work(true, transaction -> transaction.state().name);
    }

    /** The time by the estate's clock, which only moves when it is told to. */
    public Instant now() {
        return work(true, EstateTransaction::now);
    }

    /** Whether there is a document at a path. */
    public boolean has(String path) {
        return work(true, transaction -> transaction.find(path).isPresent());
    }

    /** Moves the estate's clock forward. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw EstateException.backwards(by.toString());
        }
        work(false, transaction -> {
            transaction.state().now += by.toMillis();
            return true;
        });
    }

    /** From now on what is written becomes visible to readings after this time of the estate's clock. */
    public void visibleAfter(Duration delay) {
        work(false, transaction -> {
            transaction.state().visibleAfter = delay.toMillis();
            return true;
        });
    }

    /** Sets a fault. */
    public void fault(Fault fault) {
        work(false, transaction -> {
            faults().add(fault);
            return true;
        });
    }

    /** The faults that are set and not used up. */
    public List<Fault> faultsSet() {
        return work(false, transaction -> faults().all());
    }

    /** Takes all faults away. */
    public void clearFaults() {
        work(false, transaction -> {
            faults().clear();
            return true;
        });
    }

    /** How many calls the estate has answered. */
    public long calls() {
        return work(true, transaction -> transaction.state().calls);
    }

    /**
     * The state as sorted data: everything, or what stands at a path ({@code exchange/mailboxes}).
     *
     * @throws EstateException if there is nothing at the path
     */
    public Map<String, @Nullable Object> show(@Nullable String path) {
        return work(false, transaction -> new StateView(transaction, file).show(path));
    }

    /** Keeps the present state under a name, in place of an older one of that name. */
    public void snapshot(String name) {
        work(false, transaction -> {
            new Snapshots(file.connection()).take(name, transaction.all());
            return true;
        });
    }

    /**
     * What is not as it was when the snapshot was taken, sorted by path and property.
     *
     * @throws EstateException if there is no such snapshot
     */
    public List<Difference> diff(String name) {
        return work(false, transaction -> {
            Snapshots snapshots = new Snapshots(file.connection());
            SortedMap<String, Map<String, @Nullable Object>> before = snapshots.read(name);
            if (before.isEmpty()) {
                throw EstateException.noSnapshot(name, String.join(", ", snapshots.names()));
            }
            return Comparer.compare(before, transaction.all());
        });
    }

    private Faults faults() {
        return new Faults(file.connection());
    }

    private <T> T work(boolean settled, Work<T> work) {
        synchronized (file) {
            try (EstateTransaction transaction = file.begin(settled)) {
                T result = work.on(transaction);
                transaction.commit();
                return result;
            } catch (SQLException e) {
                throw EstateException.of(file.path(), e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (file) {
            file.close();
        }
    }

    private interface Work<T> {
        T on(EstateTransaction transaction) throws SQLException;
    }
}
