package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.download.DownloadExecutor;
import dev.runwright.download.Downloads;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Policy;
import dev.runwright.engine.RunClock;
import dev.runwright.engine.StepExecutor;
import dev.runwright.engine.World;
import dev.runwright.estate.Estate;
import dev.runwright.estate.WebServer;
import dev.runwright.estate.tenant.TenantServer;
import dev.runwright.groovy.GroovyExecutor;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.DownloadStep;
import dev.runwright.model.Effect;
import dev.runwright.model.PowerShellStep;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.Step;
import dev.runwright.notify.NotifyExecutor;
import dev.runwright.powershell.PowerShellExecutor;
import dev.runwright.program.CommonsExecLauncher;
import dev.runwright.program.ProgramExecutor;
import dev.runwright.read.ReadExecutor;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A rehearsal's world: an estate, the shells that reach it, and a scratch folder (design 3.4). */
final class SandboxWorld implements World {
    private static final String MARK_IT = "mark it 'effect: read' if it changes nothing, or name it in the estate";

    private final Profile profile;
    private final Estate estate;
    private final SandboxShells.Opened shells;
    private final Scratch scratch;
    private final EstateGraph graph;
    private final Cmdlets cmdlets;
    private final CommonsExecLauncher machine = new CommonsExecLauncher();
    private final WebServer web;
    private final Downloads downloads;
    private final StepExecutors executors;
    private final ProgramExecutor realPrograms = new ProgramExecutor(machine);

    SandboxWorld(Profile profile, Estate estate, SandboxShells.Opened shells, Scratch scratch) {
        this.profile = profile;
        this.estate = estate;
        this.shells = shells;
        this.scratch = scratch;
        this.web = new WebServer(estate);
        this.downloads = new Downloads(null, web::at, new EstateSignatures(estate), estate::now);
        Map<String, Cmdlets> own = Downloads.COMMANDS.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), command -> downloads));
        this.graph = new EstateGraph(estate, new EstateClock(estate));
        this.cmdlets = new GraphConnections(new RoutedCmdlets(shells.shells(), own), name -> graph.cmdlets());
        this.executors = new StepExecutors(List.of(
                new ProgramExecutor(new EstatePrograms(estate)),
                new PowerShellExecutor(shells.shells()),
                new GroovyExecutor(),
                new DownloadExecutor(downloads, true),
                new NotifyExecutor(new EstateOutbox(estate)),
                new ReadExecutor()));
    }

    @Override
    public String name() {
        return estate.name();
    }

    @Override
    public String profile() {
        return profile.name();
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public Cmdlets cmdlets() {
        return cmdlets;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends Step> StepExecutor<S> executor(S step) {
        return step instanceof ProgramStep program && reads(step) && !isNamed(program)
                ? (StepExecutor<S>) realPrograms
                : executors.of(step);
    }

    @Override
    public RunClock clock() {
        return new EstateClock(estate);
    }

    @Override
    public Path folder() {
        return scratch.folder();
    }

    @Override
    public Map<String, Object> connections() {
        Map<String, Object> exchange = Map.of("organisation", estate.organisation());
        return estate.has(TenantServer.FACTS)
                ? Map.of("exchange", exchange, "graph", Map.of())
                : Map.of("exchange", exchange);
    }

    @Override
    public Optional<String> refusal(Step step) {
        if (step instanceof CmdletStep cmdlet && !estate.knows(cmdlet.cmdlet())) {
            return reads(step) && !shells.standIn()
                    ? Optional.empty()
                    : Optional.of("The estate " + name() + " has no " + cmdlet.cmdlet() + ": " + MARK_IT + ".");
        }
        if (step instanceof DownloadStep download
                && download.url() instanceof Template.Literal url
                && estate.download(String.valueOf(url.value())).isEmpty()) {
            return Optional.of("The estate " + name() + " does not say what " + url.value()
                    + " gives: name it under 'downloads' in the estate's file.");
        }
        if (step instanceof PowerShellStep) {
            return shells.standIn()
                    ? Optional.of(
                            "A 'powershell' step needs a real PowerShell: install one or name it in RUNWRIGHT_PWSH.")
                    : unlessItReads(step, "A script cannot be rehearsed: " + MARK_IT + ".");
        }
        return step instanceof ProgramStep program && !isNamed(program)
                ? unlessItReads(step, "A program cannot be rehearsed: " + MARK_IT + ".")
                : Optional.empty();
    }

    private static Optional<String> unlessItReads(Step step, String sentence) {
        return reads(step) ? Optional.empty() : Optional.of(sentence);
    }

    private static boolean reads(Step step) {
        return step.head().effect() == Effect.READ;
    }

    /** By as much of the argument list as is known before the run: the words up to the first expression. */
    private boolean isNamed(ProgramStep program) {
        if (!(program.command() instanceof Template.Items items)) {
            return false;
        }
        List<String> words = items.items().stream()
                .takeWhile(Template.Literal.class::isInstance)
                .map(word -> String.valueOf(((Template.Literal) word).value()))
                .toList();
        return !words.isEmpty() && estate.knowsProgram(words);
    }

    @Override
    public Policy policy() {
        return profile.policy().people();
    }

    @Override
    public void close() {
        graph.close();
        downloads.close();
        web.close();
        shells.close();
        machine.close();
        estate.close();
        scratch.close();
    }
}
