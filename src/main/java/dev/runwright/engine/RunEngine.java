package dev.runwright.engine;

import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problem;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs and undoes runbooks: the main path from a request to a run's last entry. One thread a run. */
public final class RunEngine {
    private final Journal journal;
    private final PastTimes pastTimes = new PastTimes();
    private final RunIdentity identity;
    private final Keeping keeping;
    private final Beginnings beginnings;
    private final JournalledRuns past;
    private final Undoing undoing;
    private final Holds holds;

    /** An engine over a journal. */
    public RunEngine(Journal journal, Definition.Snapshots snapshots, RunIdentity identity, Keeping keeping) {
        this.journal = journal;
        this.identity = identity;
        this.keeping = keeping;
        this.beginnings = new Beginnings(journal, identity);
        this.past = new JournalledRuns(journal, snapshots);
        this.holds = new Holds(journal, keeping);
        this.undoing = new Undoing(journal, past, keeping.vault(), identity);
    }

    /**
     * What an engine lives by.
     *
     * @param clock the time of this machine: of journal, people and leases
     * @param vault keeps the secrets of runs that have not ended
     * @param pulse beats while a run is driven: the lease is renewed and wishes to stop are heard
     * @param spill keeps what steps say beyond the limits of their replies
     * @param windows the schedules and calendars that runs keep to
     */
    public record Keeping(Clock clock, Vault vault, Pulse pulse, Spill spill, Windows windows) {
        /** Without a memory for secrets and without a pulse. */
        public static Keeping of(Clock clock) {
            return new Keeping(clock, Vault.NONE, Pulse.NONE, Spill.NONE, Windows.NONE);
        }
    }

    /**
     * Runs a runbook to its end, or to where it must stop.
     *
     * @throws RefusedException if the world cannot run it; nothing ran
     * @throws LockedException if another run holds its lock and this one does not wait for it; nothing ran
     * @throws dev.runwright.journal.JournalException if the journal cannot be written; nothing was done after its last entry
     */
    public RunOutcome run(RunRequest request, World world) {
        return run(newId(), request, world);
    }

    /** An id for a run that may begin later. */
    public String newId() {
        return identity.ids().get();
    }

    /** The same under an id of {@link #newId}; one under which a run has begun cannot be written again. */
    public RunOutcome run(String id, RunRequest request, World world) {
        Course course = new Course(request.origin(), request.watch(), world);
        return onward(begin(id, request, world), course);
    }

    /** How a run ended here, whether its schedule wants it taken back, and how many answers of people were known to it. */
    private record Ended(RunOutcome outcome, boolean takeBack, long answers) {}

    /** Who drives a run in which world. */
    private record Course(Origin origin, RunRequest.Watch watch, World world) {}

    private Ended begin(String id, RunRequest asked, World world) {
        RunRequest request = holds.within(asked);
        Runbook runbook = request.definition().runbook();
        Instant now = world.clock().now();
        Scope scope = Scope.of(Planning.names(request.inputs(), world, null), now);
        List<Problem> problems = new ArrayList<>();
        List<String> locks = Checks.of(runbook, scope, world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Ended(RunOutcome.refused(problems), false, 0);
        }
        Planning.refuse(request.definition(), world);
        Windows.@Nullable Ban ban = holds.ban(request, world);
        ChosenKeys.of(request.definition(), request.only(), scope).refuseStrangers();
        RunStarted first =
                beginnings.first(new Beginnings.Beginning("run", request, locks, now, null, Map.of()), world);
        try (RunLock lock = RunLock.begin(journal, id, first, waits(request))) {
            RunWriter writer = lock.writer();
            String run = writer.run();
            request.inputs().forEach((name, value) -> {
                if (value instanceof Secret secret) {
                    keeping.vault().keep(run, "inputs." + name, secret);
                }
            });
            RunContext context =
                    context(request.definition(), writer, behind(History.NONE, first, request, world), request.watch());
            request.watch().listener().appended(run, first);
            Gates gates = new Gates(lock, Holds.gate(context, request.origin(), ban));
            Flow flow = drive(context, request.inputs(), gates, Duration.ZERO);
            List<String> older = older(locks, run);
            RunOutcome outcome = new RunOutcome(run, Drive.stateOf(flow), Drive.problemOf(flow), problems, older);
            return new Ended(outcome, context.budget.undoes(), 0);
        }
    }

    private List<String> older(List<String> locks, String run) {
        return new Standing(journal)
                .inForceOn(locks, run).stream().map(RunView::run).toList();
    }

    /** What a run has behind it and with it. */
    private record Carried(RunContext.Behind behind, World world) {}

    private Carried behind(History history, RunStarted first, RunRequest request, World world) {
        Planning planning = new Planning(world, request.watch());
        Outlook outlook = run -> {
            RunView now = RunView.of(journal.read(run));
            return planning.ahead(request, now, new Planner.Past(past, undoing::refuse, History.of(now)));
        };
        People people = new People(first, world.policy(), keeping.clock(), journal, outlook);
        List<Secret> secrets = Resumption.secrets(request.inputs());
        Scope scope = Scope.of(Planning.names(request.inputs(), world, null), first.now());
        ChosenKeys chosen = ChosenKeys.of(request.definition(), first.only(), scope);
        Needs needs = new Needs(request.definition(), journal, pastTimes, world.name());
        boolean byHand = request.origin().occasion() == null && first.mode().equals("run");
        WindowBudget budget = new WindowBudget(
                request.origin().occasion(),
                keeping,
                needs,
                byHand ? holds.watch(first, world, history.step(CalendarGate.PATH)) : null);
        return new Carried(
                new RunContext.Behind(history, secrets, keeping.vault(), keeping.spill(), chosen, people, budget),
                world);
    }

    private static RunContext context(
            Definition definition, RunWriter writer, Carried carried, RunRequest.Watch watch) {
        return new RunContext(definition, carried.world(), writer, watch, carried.behind());
    }

    /** Whether the run waits for its locks; an opening that the service begins does so as an order, within its window. */
    private static boolean waits(RunRequest request) {
        boolean order =
                request.origin().occasion() != null && request.watch().shift().longest() != null;
        return !order && RunLock.waits(request.definition().runbook());
    }

    /** Walks the runbook while the pulse keeps the lease. */
    private Flow drive(RunContext context, Map<String, @Nullable Object> inputs, Gates gates, Duration spent) {
        return beating(context, () -> driven(context, inputs, gates, spent));
    }

    private Flow driven(RunContext context, Map<String, @Nullable Object> inputs, Gates gates, Duration spent) {
        RunStarted first = java.util.Objects.requireNonNull(context.people).started();
        Drive drive = new Drive(context, keeping.vault());
        Flow stopped = gates.open(context, first);
        if (stopped != null) {
            drive.close(stopped, Map.of());
            return stopped;
        }
        Runbook runbook = context.definition.runbook();
        Deadline deadline = Deadline.none(context.world.clock()).inner("the run", runbook.timeout(), spent);
        StepLoop loop = new StepLoop(context, undoing.runner(context), deadline);
        Map<String, @Nullable Object> names = Planning.names(inputs, context.world, context.run());
        Frame frame = Frame.top(names, Planning.expected(runbook), first.now());
        return drive.whole(loop, frame);
    }

    private Flow beating(RunContext context, Supplier<Flow> walk) {
        Pulse.Beat beat = keeping.pulse().start(context::renew);
        Pulse.Beat watch = keeping.pulse().start(context::watchLease);
        try {
            return walk.get();
        } catch (JournalException e) {
            throw e; // the lease ends with this process, and whoever comes next notices it
        } catch (RuntimeException e) {
            context.interrupted(identity.process());
            throw e;
        } finally {
            watch.close();
            beat.close();
        }
    }

    // ---- resume

    /**
     * Drives a run again that stands still or was left behind: what has ended is taken from its journal, what was under way is
     * settled, and the rest is run.
     *
     * @throws RefusedException if it has ended, belongs to another world, or the decisions do not fit
     * @throws dev.runwright.journal.DrivenException if a live process drives it
     * @throws LockedException if another run has taken a lock that it gave up, and it does not wait
     */
    public RunOutcome resume(ResumeRequest request, World world) {
        return onward(again(request, world), new Course(request.origin(), request.watch(), world));
    }

    private Ended again(ResumeRequest asked, World world) {
        ResumeRequest request = asked.in(holds.occasion(asked));
        Resumption resumption = new Resumption(journal, identity, keeping.vault(), request);
        try (RunWriter writer = journal.takeOver(request.run(), identity.process(), identity.alive())) {
            List<Recorded> before = journal.read(request.run());
            RunStarted first = resumption.check(RunView.of(before), world);
            Windows.@Nullable Ban ban = holds.ban(RunView.of(before), request, world);
            RunLock lock = RunLock.again(
                    writer,
                    first,
                    () -> past.of(RunView.of(before)).definition().runbook());
            Map<String, @Nullable Object> inputs = resumption.inputs(first, request.run());
            List<Recorded> known = resumption.begin(writer, before);
            request.watch().listener().goesOn(known);
            RunView view = RunView.of(known);
            Definition definition = past.of(view).definition();
            RunRequest again = again(request, definition, inputs, first).on(view.occasion());
            Carried carried = behind(History.of(view), first, again, world);
            RunContext context = context(definition, writer, carried, request.watch());
            if (view.cancel() != null) {
                request.watch().cancellation().request();
            }
            Flow flow = view.isUndo()
                    ? beating(context, () -> undoing.again(context, view))
                    : drive(context, inputs, gates(lock, context, request, ban), view.driven());
            List<String> older = older(first.locks(), view.run());
            RunOutcome outcome =
                    new RunOutcome(view.run(), Drive.stateOf(flow), Drive.problemOf(flow), List.of(), older);
            return new Ended(outcome, context.budget.undoes(), answers(known));
        }
    }

    private static Gates gates(RunLock lock, RunContext context, ResumeRequest request, Windows.@Nullable Ban ban) {
        return new Gates(lock, Holds.gate(context, request.origin(), ban));
    }

    private static RunRequest again(
            ResumeRequest request, Definition definition, Map<String, @Nullable Object> inputs, RunStarted first) {
        return new RunRequest(definition, inputs, request.origin(), request.watch(), first.approvals(), first.only());
    }

    /** Goes on at once where the answers that a run waits for came in while it still walked; takes back what the close ended. */
    private RunOutcome onward(Ended ended, Course course) {
        RunOutcome outcome = ended.outcome();
        String run = outcome.run();
        if (run != null && ended.takeBack() && outcome.state().equals("cancelled")) {
            return outcome.after(takeBack(run, course));
        }
        if (run == null || !outcome.state().equals("waiting")) {
            return outcome;
        }
        List<Recorded> entries = journal.read(run);
        boolean answered = answers(entries) > ended.answers()
                && RunView.of(entries).steps().values().stream()
                        .anyMatch(step -> step.asked() != null && step.ended() == null && !step.isAsking());
        ResumeRequest again = new ResumeRequest(run, List.of(), null, Map.of(), course.origin(), course.watch());
        return answered ? resume(again, course.world()) : outcome;
    }

    /** Nobody can be asked at a close, so it goes as an undo without a terminal does (design 2.5). */
    private TakenBack takeBack(String run, Course course) {
        Origin origin = new Origin(course.origin().actor(), "the window of run " + run + " closed", null);
        RunRequest.Watch watch = new RunRequest.Watch(course.watch().listener(), new Cancellation());
        UndoChoice choice =
                new UndoChoice(List.of(), List.of(), List.of(), course.world().rehearsed(), "ask");
        UndoPlan plan = undoPlan(run, choice, course.world(), watch);
        return new TakenBack(plan, undo(new UndoRequest(run, choice, origin, watch), course.world()));
    }

    private static long answers(List<Recorded> entries) {
        return entries.stream().filter(one -> one.entry() instanceof Answered).count();
    }

    // ---- runs left behind

    /** Marks the runs whose process is gone as interrupted; gives their ids. Their locks stay with them. */
    public List<String> noticeInterrupted(String noticedBy) {
        return notice(lease -> !identity.alive().test(lease.process()), noticedBy);
    }

    /** The same, and the runs whose process has given no sign of life for as long as a lease lasts: on another machine it may be dead. */
    public List<String> noticeOverdue(String noticedBy) {
        Instant now = keeping.clock().instant();
        return notice(
                lease -> !lease.process().equals(identity.process())
                        && (lease.until().isBefore(now) || !identity.alive().test(lease.process())),
                noticedBy);
    }

    private List<String> notice(Predicate<Journal.Lease> gone, String noticedBy) {
        List<String> noticed = new ArrayList<>();
        for (Journal.Lease lease : journal.leases()) {
            if (gone.test(lease)) {
                interrupt(lease, noticedBy).ifPresent(noticed::add);
            }
        }
        return noticed;
    }

    /** A run that had ended or paused already is only given back. */
    private Optional<String> interrupt(Journal.Lease lease, String noticedBy) {
        try (RunWriter writer = journal.takeOver(lease.run(), identity.process(), identity.alive())) {
            if (!RunView.of(journal.milestones(lease.run())).state().equals("running")) {
                return Optional.empty();
            }
            writer.append(new JournalEntry.RunInterrupted(lease.process(), noticedBy));
            writer.anchor(false);
            return Optional.of(lease.run());
        } catch (DrivenException e) {
            return Optional.empty(); // somebody else was faster
        }
    }

    // ---- plan and undo

    /**
     * What a run would do now; only readings are taken.
     *
     * @throws RefusedException if the world cannot run it, or its checks refuse the inputs
     */
    public Plan plan(RunRequest request, World world) {
        return new Planning(world, request.watch())
                .of(request, world.clock().now(), new Planner.Past(past, undoing::refuse, History.NONE));
    }

    /**
     * A run to be taken back.
     *
     * @param choice what of it
     */
    public record UndoRequest(String run, UndoChoice choice, Origin origin, RunRequest.Watch watch) {}

    /**
     * Takes a run back, in a run of its own.
     *
     * @throws RefusedException if it still goes on, or was made in another world
     */
    public RunOutcome undo(UndoRequest request, World world) {
        PastRun undone = past.of(request.run());
        undoing.refuse(undone.view(), world);
        if (undoing.isNothing(undone)) {
            return new RunOutcome(null, "nothing", null, List.of(), List.of());
        }
        List<Restoration> restorations = undoing.assess(undone, request.choice(), new Planning(world, request.watch()));
        List<Restoration.Write> drifted = UndoRunner.drifted(restorations);
        if (!drifted.isEmpty() && request.choice().ifDrifted().equals("ask")) {
            StepError drift = UndoRunner.drift(request.run(), drifted);
            return new RunOutcome(null, "drifted", drift, List.of(), List.of());
        }
        return undo(request, world, undone, restorations);
    }

    private RunOutcome undo(UndoRequest request, World world, PastRun undone, List<Restoration> restorations) {
        RunStarted its = undone.view().started();
        RunRequest again = new RunRequest(undone.definition(), its.inputs(), request.origin(), request.watch());
        Map<String, @Nullable Object> choice = request.choice().toData();
        Instant now = world.clock().now();
        RunStarted first = beginnings.first(
                new Beginnings.Beginning("undo", again, its.locks(), now, request.run(), choice), world);
        try (RunWriter writer = journal.begin(identity.ids().get(), first)) {
            RunContext context =
                    context(undone.definition(), writer, behind(History.NONE, first, again, world), request.watch());
            request.watch().listener().appended(writer.run(), first);
            Flow flow = beating(context, () -> undoing.all(context, undone, restorations, request.choice()));
            return new RunOutcome(writer.run(), Drive.stateOf(flow), Drive.problemOf(flow), List.of(), List.of());
        }
    }

    /** What an undo would do; only readings are taken. */
    public UndoPlan undoPlan(String run, UndoChoice choice, World world, RunRequest.Watch watch) {
        return undoing.plan(run, choice, new Planning(world, watch));
    }
}
