package dev.runwright.app;

import dev.runwright.audit.Evidence;
import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.cli.Check;
import dev.runwright.cli.Interruption;
import dev.runwright.cli.Inventory;
import dev.runwright.cli.Notice;
import dev.runwright.cli.Profile;
import dev.runwright.cli.Refusal;
import dev.runwright.cli.Settings;
import dev.runwright.cli.Terminal;
import dev.runwright.cli.Workbench;
import dev.runwright.display.LiveTree;
import dev.runwright.display.Look;
import dev.runwright.display.RunDisplay;
import dev.runwright.display.RunLines;
import dev.runwright.engine.Connections;
import dev.runwright.engine.Definition;
import dev.runwright.engine.Postbox;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunIdentity;
import dev.runwright.engine.Windows;
import dev.runwright.engine.World;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.groovy.GroovyExecutor;
import dev.runwright.journal.Journal;
import dev.runwright.model.Runbook;
import dev.runwright.model.ScriptCheck;
import dev.runwright.powershell.OpeningNotes;
import dev.runwright.schedule.FiringListener;
import dev.runwright.schedule.QuartzCluster;
import dev.runwright.schedule.QuartzTriggers;
import dev.runwright.schedule.ScheduledWindows;
import dev.runwright.schedule.Schedules;
import dev.runwright.store.PostgresServer;
import dev.runwright.store.SqlJournal;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.RunbookReader;
import dev.runwright.yaml.ScriptFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Puts the parts together: the one place that says which implementation stands behind which interface. */
final class Wiring implements Workbench {
    /** As a shell shows a process that was killed. */
    private static final int HALTED = 137;

    private final Surroundings surroundings;
    private final SharedShells shared = new SharedShells();

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static Wiring ofThisProcess() {
        Surroundings surroundings = Surroundings.ofThisProcess();
        NativeLibrary.use(surroundings.install());
        return new Wiring(surroundings);
    }

    @Override
    public String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public Path install() {
        return surroundings.install();
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }

    @Override
    public String actor() {
        return Actor.ofThisProcess();
    }

    @Override
    public Settings settings(@Nullable Path config) {
        return new ConfigFile(surroundings).settings(config);
    }

    @Override
    public Profile shippedSandbox() {
        return Profile.onEstate(Settings.SANDBOX, surroundings.shippedEstate());
    }

    @Override
    public Optional<String> secret(Profile profile, String kind, String name) {
        return new SecretSources(surroundings).text(profile, kind, name);
    }

    @Override
    public Catalogue catalogue(Settings settings) {
        return settings.catalogue().isEmpty()
                ? CatalogueFiles.open(install())
                : new TeamCatalogue(settings.catalogue()).over(install());
    }

    @Override
    public ScriptCheck groovyCheck() {
        return new GroovyExecutor();
    }

    @Override
    public Journal journal(Settings settings) {
        return settings.store().isServer()
                ? SqlJournal.open(new StoreServer(surroundings).of(settings.store()), clock())
                : SqlJournal.open(new HomeFolder(settings.home()).makeFile("runwright.db"), clock());
    }

    @Override
    public List<Check> examine(@Nullable Path config) {
        return new Doctor(this, surroundings).examine(config);
    }

    @Override
    public RunEngine engine(Settings settings, Journal journal) {
        HomeFolder home = new HomeFolder(settings.home());
        RunEngine.Keeping keeping = new RunEngine.Keeping(
                clock(), new FileVault(home), new TimerPulse(), new SpillFolder(home), windows(settings));
        return new RunEngine(journal, Wiring::definition, identity(settings), keeping);
    }

    private static Windows windows(Settings settings) {
        List<Path> folders = settings.schedules().folders();
        return new ScheduledWindows(
                name -> Schedules.named(name, folders, settings.calendars()),
                settings::calendars,
                () -> Schedules.readable(folders));
    }

    @Override
    public RunIdentity identity(Settings settings) {
        return ProcessIdentity.of(clock(), new HomeFolder(settings.home()), version());
    }

    @Override
    public BiFunction<String, FiringListener, QuartzTriggers> triggers(Settings settings) {
        if (!settings.store().isServer()) {
            return QuartzTriggers::inMemory;
        }
        PostgresServer server = new StoreServer(surroundings).of(settings.store());
        QuartzCluster cluster = new QuartzCluster(server.url(), server.user(), server.password());
        return (node, listener) -> QuartzTriggers.inCluster(cluster, node, listener);
    }

    @Override
    public boolean isTerminal(Terminal terminal) {
        return new TerminalScreen(terminal.out(), surroundings.environment()).isTerminal();
    }

    @Override
    public void halt() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(HALTED);
    }

    @Override
    public Postbox postbox(Settings settings, Journal journal) {
        return new Postbox(journal, identity(settings));
    }

    @Override
    public Optional<String> keepEvidence(Settings settings, Path file) {
        return new EvidenceFolder(new HomeFolder(settings.home()))
                .keep(surroundings.folder().resolve(file));
    }

    @Override
    public Evidence evidence(Settings settings) {
        return new EvidenceFolder(new HomeFolder(settings.home()))::digest;
    }

    private static Definition definition(Definition.Snapshot snapshot) {
        Map<String, Definition.Called> called = new LinkedHashMap<>();
        snapshot.called()
                .forEach(one -> called.put(
                        one.runbook(),
                        new Definition.Called(runbook(one.source(), one.text(), one.scripts()), one.scripts())));
        return new Definition(
                runbook(snapshot.source(), snapshot.text(), snapshot.scripts()),
                snapshot.scripts(),
                called,
                CatalogueFiles.ofSnapshot(snapshot.catalogue()));
    }

    private static Runbook runbook(String source, String text, Map<String, String> scripts) {
        RunbookReader.ReadResult read = new RunbookReader().read(new SourceText(source, text), ScriptFiles.of(scripts));
        Runbook runbook = read.runbook();
        if (runbook == null || read.hasErrors()) {
            throw Refusal.wrongFiles(read.problems());
        }
        return runbook;
    }

    @Override
    public EstateDescription describe(Profile profile) {
        Path file = profile.estate();
        if (file == null) {
            throw Refusal.wrongCall(
                    "no_estate",
                    "The profile '" + profile.name()
                            + "' has real connections and no estate; choose another with --profile.");
        }
        return Estates.describe(file);
    }

    @Override
    public Estate estate(Settings settings, EstateDescription description) {
        return estates(settings).open(description);
    }

    private Estates estates(Settings settings) {
        return new Estates(new HomeFolder(settings.home()), catalogue(settings));
    }

    @Override
    public World world(Settings settings, Profile profile, Set<String> commands) {
        if (!profile.isRehearsal()) {
            OpeningNotes notes = new OpeningFiles(new HomeFolder(settings.home()), profile.name(), clock());
            RealShells source = new RealShells(surroundings, profile, notes);
            SharedShells.Borrowed borrowed = shared.borrow(profile.name(), source, commands);
            if (source.anyReady()) {
                borrowed.shells().prepare(Connections.of(commands, catalogue(settings)));
            }
            return new RealWorld(profile, borrowed, surroundings);
        }
        EstateDescription description = describe(profile);
        Path file = estates(settings).file(description);
        Estate estate = estate(settings, description);
        SandboxShells shells = new SandboxShells(surroundings, PowerShellChoice.in(surroundings));
        Scratch scratch = Scratch.in(new HomeFolder(settings.home()).make("rehearsals"));
        return new SandboxWorld(
                profile, estate, shells.open(estate, file, catalogue(settings), commands, scratch), scratch);
    }

    @Override
    public Kept keepShells() {
        return shared.keep();
    }

    @Override
    public Inventory inventory(Profile profile, String connection) {
        if (!connection.equals(Connections.LOCAL) && !profile.connections().containsKey(connection)) {
            throw Refusal.wrongCall(
                    "no_connection",
                    "The profile '" + profile.name() + "' has no connection '" + connection + "'; it has "
                            + String.join(", ", profile.connections().keySet())
                            + (profile.connections().isEmpty() ? "" : ", ")
                            + Connections.LOCAL + ".");
        }
        String plain = profile.isRehearsal()
                ? PowerShellChoice.in(surroundings).executable()
                : PowerShellChoice.plain(surroundings);
        if (plain == null) {
            throw Refusal.wrongCall(
                    "no_powershell",
                    "There is no PowerShell to ask; install PowerShell 7, or name one in RUNWRIGHT_PWSH.");
        }
        return new ShellInventory(
                new RealShells(surroundings, profile, OpeningNotes.NONE).open(Set.of(), plain), connection, install());
    }

    @Override
    public List<String> tell(Notice notice, String document) {
        return new NoticeSender(surroundings.folder()).send(notice, document);
    }

    @Override
    public Optional<Boolean> confirm(String question) {
        return Question.ask(question);
    }

    @Override
    public RunDisplay display(Terminal terminal, boolean json) {
        TerminalScreen screen = new TerminalScreen(terminal.out(), surroundings.environment());
        Look look = Look.of(surroundings.environment(), !json && screen.isTerminal());
        return look.live()
                ? new TickingTree(new LiveTree(screen, clock(), look.colour()))
                : new RunLines(json ? terminal.err() : terminal.out());
    }

    @Override
    public Interruption interruption() {
        return new Signals();
    }
}
