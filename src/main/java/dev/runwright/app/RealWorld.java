package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.download.DownloadExecutor;
import dev.runwright.download.Downloads;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Policy;
import dev.runwright.engine.RunClock;
import dev.runwright.engine.StepExecutor;
import dev.runwright.engine.World;
import dev.runwright.groovy.GroovyExecutor;
import dev.runwright.model.Step;
import dev.runwright.notify.Channels;
import dev.runwright.notify.NotifyExecutor;
import dev.runwright.powershell.PowerShellExecutor;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.program.CommonsExecLauncher;
import dev.runwright.program.ProgramExecutor;
import dev.runwright.read.ReadExecutor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The world of a profile with real connections: its shells, and this machine. */
final class RealWorld implements World {
    private final Profile profile;
    private final SharedShells.Borrowed borrowed;
    private final Surroundings surroundings;
    private final CommonsExecLauncher machine = new CommonsExecLauncher();
    private final Downloads downloads;
    private final Cmdlets cmdlets;
    private final StepExecutors executors;

    RealWorld(Profile profile, SharedShells.Borrowed borrowed, Surroundings surroundings) {
        PowerShellShells shells = borrowed.shells();
        this.profile = profile;
        this.borrowed = borrowed;
        this.surroundings = surroundings;
        this.downloads = new Downloads(
                profile.proxy(), UnaryOperator.identity(), new ShellSignatures(shells), surroundings.clock()::instant);
        Map<String, Cmdlets> own = Downloads.COMMANDS.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), command -> downloads));
        SecretSources secrets = new SecretSources(surroundings);
        RunClock clock = new WallClock(surroundings.clock());
        this.cmdlets = new GraphConnections(
                new RoutedCmdlets(shells, own),
                name -> GraphConnections.of(profile, GraphConnections.name(profile, name), secrets, clock));
        this.executors = new StepExecutors(List.of(
                new ProgramExecutor(machine),
                new PowerShellExecutor(shells),
                new GroovyExecutor(),
                new DownloadExecutor(downloads, false),
                new NotifyExecutor(new Channels(new ProfileChannels(profile, secrets), cmdlets, surroundings.clock())),
                new ReadExecutor()));
    }

    @Override
    public String name() {
        return profile.name();
    }

    @Override
    public String profile() {
        return profile.name();
    }

    @Override
    public boolean rehearsed() {
        return false;
    }

    @Override
    public Cmdlets cmdlets() {
        return cmdlets;
    }

    @Override
    public <S extends Step> StepExecutor<S> executor(S step) {
        return executors.of(step);
    }

    @Override
    public RunClock clock() {
        return new WallClock(surroundings.clock());
    }

    @Override
    public Path folder() {
        return surroundings.folder();
    }

    @Override
    public Map<String, Object> connections() {
        Map<String, Object> facts = new LinkedHashMap<>();
        profile.connections().forEach((name, connection) -> {
            String organisation = connection.organisation();
            facts.put(name, organisation == null ? Map.of() : Map.of("organisation", organisation));
        });
        return facts;
    }

    @Override
    public Optional<String> refusal(Step step) {
        return GraphConnections.refusal(profile, step);
    }

    @Override
    public Policy policy() {
        return profile.policy().people();
    }

    @Override
    public void close() {
        downloads.close();
        borrowed.close();
        machine.close();
    }
}
