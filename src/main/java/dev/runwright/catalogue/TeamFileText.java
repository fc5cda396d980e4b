package dev.runwright.catalogue;

import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes what a shell says of its commands as a file that {@code catalogue:} of the configuration can name. */
public final class TeamFileText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private TeamFileText() {}

    /**
     * The text of the file.
     *
     * @param connection the connection whose shell has them
     * @param from what was asked, for the first line
     */
    public static String of(List<FoundCmdlet> cmdlets, String connection, String from) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        cmdlets.forEach(cmdlet -> names.add(cmdlet.name()));
        StringBuilder text = new StringBuilder();
        line(
                text,
                "# What " + from + " says of its commands. Add to each changing one what reads it and what undoes it.");
        for (FoundCmdlet cmdlet : cmdlets) {
            cmdlet(text, cmdlet, connection, names);
        }
        return text.toString();
    }

    private static void cmdlet(StringBuilder text, FoundCmdlet cmdlet, String connection, Set<String> names) {
        line(text, "");
        line(text, cmdlet.name() + ":");
        line(
                text,
                "  module: " + scalar(cmdlet.module()) + (cmdlet.version().isEmpty() ? "" : "  # " + cmdlet.version()));
        line(text, "  connection: " + scalar(connection));
        if (cmdlet.whatIf()) {
            line(text, "  what_if: both");
        }
        if (cmdlet.pauses()) {
            line(text, "  pauses: true");
        }
        String noun = cmdlet.name().substring(cmdlet.name().indexOf('-') + 1);
        if (!cmdlet.name().startsWith("Get-") && names.contains("Get-" + noun)) {
            line(text, "  # reading: Get-" + noun);
        }
        if (!cmdlet.parameters().isEmpty()) {
            line(text, "  parameters:");
            cmdlet.parameters().forEach(parameter -> line(text, "    " + parameter.name() + ": " + said(parameter)));
        }
    }

    private static String said(FoundCmdlet.Parameter parameter) {
        List<String> said = new ArrayList<>();
        said.add("type: " + scalar(parameter.type()));
        if (parameter.mandatory()) {
            said.add("mandatory: true");
        }
        if (parameter.position() != null) {
            said.add("position: " + parameter.position());
        }
        if (parameter.pipeline()) {
            said.add("pipeline: true");
        }
        if (CommonParameters.find(parameter.name()).isPresent()) {
            said.add("control: true");
        }
        list(said, "aliases", parameter.aliases());
        list(said, "values", parameter.values());
        return "{" + String.join(", ", said) + "}";
    }

    private static void list(List<String> said, String key, List<String> words) {
        if (!words.isEmpty()) {
            said.add(key + ": ["
                    + String.join(", ", words.stream().map(TeamFileText::scalar).toList()) + "]");
        }
    }

    /** Anything but a plain word in double quotes, as JSON writes it; that {@code true} and {@code null} stay words, too. */
    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.matches("(?i)true|false|null");
        return plain ? text : Json.write(text);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
