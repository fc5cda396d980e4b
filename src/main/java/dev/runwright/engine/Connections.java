package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Pending;
import dev.runwright.value.Scope;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which connection a step or a cmdlet goes to (design 8). Stateless. */
public final class Connections {
    /** The connection of what belongs to no other. */
    public static final String LOCAL = "local";

    /** The connection of Exchange. */
    static final String EXCHANGE = "exchange";

    /** The connection of Microsoft Graph. */
    public static final String GRAPH = "graph";

    private static final char AT = '@';
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private Connections() {}

    /** A connection's shell, and the computer that it opens a session to; null for none. */
    public record Place(String connection, @Nullable String host) {
        /** What {@link Connections#of(StepHead, String, Catalogue, Scope)} has put together. */
        public static Place of(String connection) {
            int at = connection.indexOf(AT);
            return at < 0
                    ? new Place(connection, null)
                    : new Place(connection.substring(0, at), connection.substring(at + 1));
        }

        /** As {@link #of} takes it. */
        @Override
        public String toString() {
            return host == null ? connection : connection + AT + host;
        }

        /** How a person would see it before a call: {@code [EX01] }; empty for the shell's own computer. */
        public String prompt() {
            return host == null ? "" : "[" + host + "] ";
        }
    }

    /**
     * Where a step is done: a connection, and the computer that the step names by {@code on}, as {@code local@EX01}.
     *
     * @throws EvaluationException if that is no name or address of a computer
     */
    static String of(StepHead head, @Nullable String cmdlet, Catalogue catalogue, Scope scope) {
        return at(of(head, cmdlet, catalogue), head, scope);
    }

    /** The same for a script, which no catalogue knows. */
    public static String of(StepHead head, Scope scope) {
        return at(head.connection() == null ? LOCAL : head.connection(), head, scope);
    }

    private static String at(String connection, StepHead head, Scope scope) {
        if (head.on() == null) {
            return connection;
        }
        Object host = head.on().render(scope);
        if (!(host instanceof Pending) && !HOST.matcher(String.valueOf(host)).matches()) {
            throw new EvaluationException(
                    head.on().position(), "'on' must be the name or address of a computer, got '" + host + "'.", null);
        }
        return connection + AT + host;
    }

    /** Whether a plan cannot know yet which computer that is. */
    static boolean isPending(String connection) {
        return connection.contains(AT + "\u2039");
    }

    /** Those to which the catalogue sends these cmdlets, and {@link #LOCAL}. */
    public static Set<String> of(Collection<String> cmdlets, Catalogue catalogue) {
        Set<String> connections = new TreeSet<>(Set.of(LOCAL));
        cmdlets.forEach(
                cmdlet -> catalogue.find(cmdlet).map(CmdletFacts::connection).ifPresent(connections::add));
        return connections;
    }

    /** The step's own, else the cmdlet's by the catalogue, else {@link #LOCAL}. */
    public static String of(Step step, @Nullable String cmdlet, Catalogue catalogue) {
        return of(step.head(), cmdlet, catalogue);
    }

    static String of(StepHead head, @Nullable String cmdlet, Catalogue catalogue) {
        String own = head.connection();
        if (own != null) {
            return own;
        }
        if (cmdlet != null && GraphCommand.isGraph(cmdlet)) {
            return GRAPH;
        }
        return cmdlet == null
                ? LOCAL
                : catalogue.find(cmdlet).map(CmdletFacts::connection).orElse(LOCAL);
    }
}
