package dev.runwright.estate.world;

import dev.runwright.value.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command on its way through a world: its parameters, already checked and under their catalogue names. For one thread. */
public final class Call {
    private final String command;
    private final Map<String, @Nullable Object> parameters;
    private final String organisation;
    private final Documents documents;
    private final boolean confirmed;
    private final List<String> warnings = new ArrayList<>();

    /**
     * A call.
     *
     * @param parameters by catalogue name; values converted to their parameter's type
     * @param confirmed whether it was said beforehand that nothing need be asked
     * @param organisation {@code cloud} or {@code on_premises}
     */
    public Call(
            String command,
            Map<String, @Nullable Object> parameters,
            boolean confirmed,
            String organisation,
            Documents documents) {
        this.command = command;
        this.parameters = Data.copy(parameters);
        this.confirmed = confirmed;
        this.organisation = organisation;
        this.documents = documents;
    }

    /** The command's name, as the world spells it. */
    public String command() {
        return command;
    }

    /** All parameters. */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /** The estate's documents. */
    public Documents documents() {
        return documents;
    }

    /** The time by the estate's clock. */
    public Instant now() {
        return documents.now();
    }

    /** Whether the organisation is in the cloud. */
    public boolean cloud() {
        return organisation.equals("cloud");
    }

    /** Whether {@code Confirm} is false or {@code Force} is given. */
    public boolean confirmed() {
        return confirmed;
    }

    /** Whether a parameter was given, be it null. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** A parameter's value. */
    public @Nullable Object get(String name) {
        return parameters.get(name);
    }

    /** A parameter's text; null if it is missing or null. */
    public @Nullable String text(String name) {
        return Data.text(parameters.get(name));
    }

    /** A mandatory parameter's text. */
    public String need(String name) {
        Object value = parameters.get(name);
        if (value == null || value.toString().isEmpty()) {
            throw CommandFailure.emptyArgument(name);
        }
        return value.toString();
    }

    /** Whether a switch or Boolean is given and true. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(parameters.get(name));
    }

    /** A parameter's elements; empty if it is missing or null. */
    public List<String> texts(String name) {
        Object value = parameters.get(name);
        return value instanceof List<?> ? Data.texts(value) : value == null ? List.of() : List.of(value.toString());
    }

    /**
     * Refuses every parameter but these, so that none is silently ignored.
     *
     * @throws CommandFailure naming the first parameter that this estate does not carry out
     */
    public void only(Set<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw CommandFailure.notInEstate(command, name);
            }
        }
    }

    /** Adds a warning to the answer. */
    public void warn(String text) {
        warnings.add(text);
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
