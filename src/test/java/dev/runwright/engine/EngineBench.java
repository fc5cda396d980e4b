package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.estate.CmdletWorlds;
import dev.runwright.estate.Difference;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.estate.Fault;
import dev.runwright.estate.tenant.TenantWorld;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.Runbook;
import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.ScheduledWindows;
import dev.runwright.schedule.Schedules;
import dev.runwright.store.SqlJournal;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.value.HandClock;
import dev.runwright.value.Json;
import dev.runwright.yaml.PlainData;
import dev.runwright.yaml.RunbookReader;
import dev.runwright.yaml.ScriptFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An engine with a real journal and a sandbox company, in this process: runbooks in, journals out. */
final class EngineBench implements AutoCloseable {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));
    static final Catalogue CATALOGUE = CatalogueFiles.open(INSTALL);

    private static final String COMPANY = """
            {"estate": "tiny", "organisation": "cloud", "clock": "2026-11-02T08:00:00Z",
             "exchange": {
               "domains": [{"name": "tiny.example", "default": true}, {"name": "tiny.onmicrosoft.com"}],
               "mailboxes": [
                 {"name": "Anna Kovacs", "alias": "anna",
                  "mailbox": {"ForwardingAddress": "carla@tiny.example", "DeliverToMailboxAndForward": true,
                              "MailTip": "Back soon"},
                  "client_access": {"ImapEnabled": false, "SmtpClientAuthenticationDisabled": null}},
                 {"name": "Carla Gomez", "alias": "carla"},
                 {"name": "Support", "alias": "support", "type": "shared"}
               ]}}
            """;

    final Estate estate;
    final EstateCmdlets cmdlets;
    final SqlJournal journal;
    final RunEngine engine;
    final Cancellation cancellation = new Cancellation();
    final HandPulse pulse = new HandPulse();
    final Map<Class<?>, StepExecutor<?>> executors = new LinkedHashMap<>();
    final HandClock clock = new HandClock(Instant.parse("2026-11-24T03:00:00Z"));
    final ScheduledWindows windows = new ScheduledWindows(
            name -> this.schedules.find(name).map(schedule -> Openings.of(schedule, this.calendars)),
            () -> this.calendars,
            () -> this.schedules.all());
    Calendars calendars = Calendars.none();
    Schedules schedules = new Schedules(List.of(), List.of());
    private int runs;
    Policy policy = Policy.NONE;

    /** A small company of three. */
    EngineBench(Path folder) {
        this(folder, new EstateDescription("tiny.yaml", "sha256:1", Data.map(Json.read(COMPANY))));
    }

    /** The shipped company. */
    static EngineBench contoso(Path folder) {
        return new EngineBench(folder, contoso());
    }

    private static EstateDescription contoso() {
        try {
            Path file = INSTALL.resolve("examples/estates/contoso.yaml");
            SourceText source = new SourceText(file.toString(), Files.readString(file));
            return EstateDescription.of(
                    source, text -> PlainData.read(text, new Problems()).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<dev.runwright.estate.world.World> worlds() {
        List<dev.runwright.estate.world.World> worlds = new ArrayList<>(CmdletWorlds.over(CATALOGUE));
        worlds.add(new TenantWorld());
        return worlds;
    }

    private EngineBench(Path folder, EstateDescription description) {
        estate = Estate.openOrFound(folder.resolve("tiny.estate"), description, CATALOGUE, worlds());
        cmdlets = new EstateCmdlets(estate);
        journal = SqlJournal.open(folder.resolve("runwright.db"), clock);
        ProcessMark process = new ProcessMark("host", 1, Instant.EPOCH);
        RunIdentity identity = new RunIdentity(
                process, () -> "run-" + ++runs, mark -> mark.equals(process), text -> "f" + text.length(), "1");
        engine = new RunEngine(
                journal,
                EngineBench::definition,
                identity,
                new RunEngine.Keeping(clock, Vault.NONE, pulse, Spill.NONE, windows));
    }

    private static Definition definition(Definition.Snapshot kept) {
        Map<String, Definition.Called> called = new LinkedHashMap<>();
        kept.called()
                .forEach(one -> called.put(
                        one.runbook(), new Definition.Called(read(one.runbook() + ".yaml", one.text()), Map.of())));
        return new Definition(
                read(kept.source(), kept.text()), kept.scripts(), called, CatalogueFiles.ofSnapshot(kept.catalogue()));
    }

    /** A runbook without script files, which must be without errors. */
    static Runbook read(String source, String text) {
        RunbookReader.ReadResult read =
                new RunbookReader().read(new SourceText(source, text), ScriptFiles.of(Map.of()));
        assertThat(read.problems().stream().filter(p -> p.isError())).isEmpty();
        return java.util.Objects.requireNonNull(read.runbook());
    }

    /** A runbook whose steps are given as YAML, indented by two. */
    static Definition runbook(String body) {
        return new Definition(
                read("test.yaml", "runwright: 1\nrunbook: test\ntitle: A test\n" + body),
                Map.of(),
                Map.of(),
                CATALOGUE);
    }

    /** A shipped runbook. */
    static Definition shipped(String name) {
        RunbookReader.ReadResult read =
                new RunbookReader().read(INSTALL.resolve("runbooks").resolve(name + ".yaml"));
        assertThat(read.problems()).isEmpty();
        return new Definition(java.util.Objects.requireNonNull(read.runbook()), Map.of(), Map.of(), CATALOGUE);
    }

    RunOutcome run(Definition definition, Map<String, @Nullable Object> inputs) {
        return engine.run(
                new RunRequest(definition, withDefaults(definition, inputs), new Origin("ann", null, null), watch()),
                world());
    }

    RunOutcome run(Definition definition, Map<String, @Nullable Object> inputs, RunListener listener) {
        return engine.run(
                new RunRequest(
                        definition,
                        withDefaults(definition, inputs),
                        new Origin("ann", null, null),
                        new RunRequest.Watch(listener, cancellation)),
                world());
    }

    /** Another process over the same company: it takes all others for dead, and its only run is called {@code run-PID}. */
    RunEngine process(long pid, Journal pen) {
        ProcessMark process = new ProcessMark("host", pid, Instant.EPOCH);
        RunIdentity identity =
                new RunIdentity(process, () -> "run-" + pid, process::equals, text -> "f" + text.length(), "1");
        return new RunEngine(pen, EngineBench::definition, identity, RunEngine.Keeping.of(clock));
    }

    RunOutcome resume(String run, ResumeRequest.Decision... decisions) {
        return engine.resume(resumption(run, decisions), world());
    }

    /** A run whose approvals wait for people. */
    RunOutcome runApproved(String body) {
        return engine.run(
                new RunRequest(runbook(body), Map.of(), new Origin("ann", null, null), watch(), true, List.of()),
                world());
    }

    ResumeRequest resumption(String run, ResumeRequest.Decision... decisions) {
        return new ResumeRequest(run, List.of(decisions), null, Map.of(), new Origin("ann", null, null), watch());
    }

    /** An engine that believes every other process to be alive. */
    RunEngine engineOfAllAlive() {
        RunIdentity identity = new RunIdentity(
                new ProcessMark("host", 2, Instant.EPOCH),
                () -> "run-x",
                mark -> true,
                text -> "f" + text.length(),
                "1");
        return new RunEngine(journal, EngineBench::definition, identity, RunEngine.Keeping.of(clock));
    }

    static Map<String, @Nullable Object> withDefaults(Definition definition, Map<String, @Nullable Object> inputs) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        definition.runbook().inputs().forEach(input -> all.put(input.name(), input.standard()));
        all.putAll(inputs);
        return all;
    }

    RunOutcome run(String body) {
        return run(body, Map.of());
    }

    RunOutcome run(String body, Map<String, @Nullable Object> inputs) {
        return engine.run(request(body, inputs), world());
    }

    RunRequest request(String body, Map<String, @Nullable Object> inputs) {
        return new RunRequest(runbook(body), inputs, new Origin("ann", null, null), watch());
    }

    Plan plan(String body) {
        return engine.plan(request(body, Map.of()), world());
    }

    Plan plan(Definition definition, Map<String, @Nullable Object> inputs) {
        return engine.plan(
                new RunRequest(definition, withDefaults(definition, inputs), new Origin("ann", null, null), watch()),
                world());
    }

    UndoPlan undoPlan(String run, UndoChoice choice) {
        return engine.undoPlan(run, choice, world(), watch());
    }

    RunOutcome undo(String run, UndoChoice choice) {
        return engine.undo(new RunEngine.UndoRequest(run, choice, new Origin("ann", null, null), watch()), world());
    }

    RunOutcome undo(String run) {
        return undo(run, new UndoChoice(List.of(), List.of(), List.of(), true, "ask"));
    }

    private RunRequest.Watch watch() {
        return new RunRequest.Watch(RunListener.NONE, cancellation);
    }

    RunView view(RunOutcome outcome) {
        return RunView.of(journal.read(java.util.Objects.requireNonNull(outcome.run())));
    }

    /** The state of each step of a run, by path. */
    Map<String, String> states(RunOutcome outcome) {
        Map<String, String> states = new LinkedHashMap<>();
        for (StepView step : view(outcome).steps().values()) {
            states.put(step.path(), step.state());
        }
        return states;
    }

    void fault(String text) {
        estate.fault(Fault.parse(text));
    }

    List<Difference> sinceSnapshot() {
        return estate.diff("before");
    }

    @Nullable Object property(String cmdlet, String identity, String property) {
        Outcome outcome = new EstateCmdlets(estate)
                .invoke(
                        new Cmdlets.Call("exchange", cmdlet, Map.of("Identity", identity), List.of()),
                        new Attempt(Duration.ofMinutes(1), cancellation, Events.NONE));
        Object only = Data.list(((Outcome.Returned) outcome).reply().output()).get(0);
        return Data.get(Data.map(only), property);
    }

    World world() {
        return new BenchWorld(estate, cmdlets, executors, policy);
    }

    @Override
    public void close() {
        journal.close();
        estate.close();
    }
}
