package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Refusal;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Connections;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.RunClock;
import dev.runwright.engine.StepError;
import dev.runwright.graph.Cloud;
import dev.runwright.graph.GraphCmdlets;
import dev.runwright.graph.GraphSettings;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.GraphStep;
import dev.runwright.model.Step;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a world that has shells and Microsoft Graph: a call of Graph goes to its connection, which is made when it is first
 * needed, everything else to the shells. Thread-safe.
 */
final class GraphConnections implements Cmdlets {
    private final Cmdlets shells;
    private final Map<String, Cmdlets> opened = new ConcurrentHashMap<>();
    private final Function<String, Cmdlets> opening;

    /** @param opening makes the connection of a name */
    GraphConnections(Cmdlets shells, Function<String, Cmdlets> opening) {
        this.shells = shells;
        this.opening = opening;
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        return GraphCommand.isGraph(call.cmdlet())
                ? opened.computeIfAbsent(call.connection(), opening).invoke(call, attempt)
                : shells.invoke(call, attempt);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        return shells.shells();
    }

    /** A connection of a profile; one that it does not have, or has no secret for, refuses every call. */
    static Cmdlets of(Profile profile, String name, SecretSources secrets, RunClock clock) {
        Profile.Connection connection = profile.connections().get(name);
        Profile.Graph graph = connection == null ? null : connection.graph();
        if (graph == null) {
            return new Missing(missing(profile, name));
        }
        try {
            Cloud cloud = Cloud.of(graph.cloud()).orElseThrow();
            GraphSettings.Credential credential = credential(profile, graph, secrets);
            return new GraphCmdlets(
                    new GraphSettings(
                            cloud.base(), cloud.authority(graph.tenant()), graph.clientId(), credential, graph.proxy()),
                    clock);
        } catch (Refusal e) {
            return new Missing(e.sentence());
        }
    }

    /** That a profile has no such connection, and what to do. */
    static String missing(Profile profile, String name) {
        return "The profile '" + profile.name() + "' has no connection '" + name
                + "' to Microsoft Graph; add 'connections: {" + name
                + ": {graph: {tenant: …, client_id: …, certificate: {secret: NAME}}}}'.";
    }

    /** Why a profile cannot do a step; empty if it can, or if the step has nothing to do with Graph. */
    static Optional<String> refusal(Profile profile, Step step) {
        boolean reads = step.head().state() != null
                && GraphCommand.isGraph(step.head().state().cmdlet());
        if (!(step instanceof GraphStep) && !reads) {
            return Optional.empty();
        }
        String name = name(profile, step instanceof GraphStep ? step.head().connection() : null);
        return has(profile, name) ? Optional.empty() : Optional.of(missing(profile, name));
    }

    /** The connection that a call goes to: its own, if that is one to Graph. */
    static String name(Profile profile, @Nullable String own) {
        return own != null && has(profile, own) ? own : Connections.GRAPH;
    }

    private static boolean has(Profile profile, String name) {
        Profile.Connection connection = profile.connections().get(name);
        return connection != null && connection.graph() != null;
    }

    private static GraphSettings.Credential credential(Profile profile, Profile.Graph graph, SecretSources secrets) {
        String certificate = graph.certificate();
        if (certificate != null) {
            String content = secrets.bytes(profile, certificate)
                    .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .orElseThrow(() -> none(profile, certificate));
            String password = graph.password() == null ? "" : text(profile, graph.password(), secrets);
            return new GraphSettings.Credential.Certificate(content, password);
        }
        return new GraphSettings.Credential.ClientSecret(
                text(profile, java.util.Objects.requireNonNull(graph.secret()), secrets));
    }

    private static String text(Profile profile, String name, SecretSources secrets) {
        return secrets.text(profile, "secret", name).orElseThrow(() -> none(profile, name));
    }

    private static Refusal none(Profile profile, String name) {
        return Refusal.wrongCall(
                "no_secret",
                "The secret '" + name + "' of profile '" + profile.name()
                        + "' is not there; look at what 'secrets:' of the profile says of it.");
    }

    /** A connection that the profile does not have. */
    private record Missing(String sentence) implements Cmdlets {
        @Override
        public Outcome invoke(Call call, Attempt attempt) {
            return new Outcome.NotSent(StepError.of(ErrorClass.INVALID, sentence));
        }

        @Override
        public Map<String, Map<String, Object>> shells() {
            return Map.of();
        }
    }
}
