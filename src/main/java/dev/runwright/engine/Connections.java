package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import org.jspecify.annotations.Nullable;

/** Which connection a step or a cmdlet goes to (design 8). Stateless. */
public final class Connections {
    /** The connection of what belongs to no other. */
    public static final String LOCAL = "local";

    /** The connection of Exchange. */
    static final String EXCHANGE = "exchange";

    /** The connection of Microsoft Graph. */
    public static final String GRAPH = "graph";

    private Connections() {}

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
