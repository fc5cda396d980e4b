package dev.runwright.estate.world;

import java.util.List;

/**
 * A cmdlet that a world knows. Immutable.
 *
 * @param name the cmdlet's name
 * @param reads whether it only reads: then it sees what has become visible, not what was written a moment ago
 * @param asks whether it asks for a confirmation unless {@code Confirm} is false or {@code Force} is given
 * @param required parameters without which PowerShell would ask for them
 * @param command what it does
 */
public record Rule(String name, boolean reads, boolean asks, List<String> required, Command command) {
    /** Copies the list. */
    public Rule {
        required = List.copyOf(required);
    }

    /** A reading cmdlet. */
    public static Rule reading(String name, Command command, String... required) {
        return new Rule(name, true, false, List.of(required), command);
    }

    /** A changing cmdlet. */
    public static Rule changing(String name, Command command, String... required) {
        return new Rule(name, false, false, List.of(required), command);
    }

    /** A changing cmdlet that asks before it acts. */
    public static Rule asking(String name, Command command, String... required) {
        return new Rule(name, false, true, List.of(required), command);
    }
}
