package dev.runwright.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of cmdlets beside what a shell says of them.
 *
 * @param compared how many cmdlets both know
 * @param absent cmdlets of the catalogue that the shell does not have
 * @param differences where they disagree on one that both know
 */
public record CatalogueComparison(int compared, List<String> absent, List<Difference> differences) {
    /** A shell that does not know a type has one of these in its place. */
    private static final Set<String> ANY_TYPE = Set.of("object", "psobject");

    /** Copies the lists. */
    public CatalogueComparison {
        absent = List.copyOf(absent);
        differences = List.copyOf(differences);
    }

    /** On what they disagree. */
    public enum Kind {
        /** The shell has no such parameter. */
        GONE,
        /** The catalogue has no such parameter. */
        NEW,
        TYPE,
        MANDATORY,
        VALUES
    }

    /**
     * One disagreement.
     *
     * @param catalogue what the catalogue says; empty for a parameter that it does not have
     * @param shell what the shell says; empty for a parameter that it does not have
     */
    public record Difference(String cmdlet, String parameter, Kind kind, String catalogue, String shell) {}

    /**
     * Compares.
     *
     * @param known facts of the cmdlets that the shell was asked for
     * @param organisation {@code cloud} or {@code on_premises}: parameters of the other one do not count; null for both
     */
    public static CatalogueComparison of(
            List<CmdletFacts> known, List<FoundCmdlet> found, @Nullable String organisation) {
        Map<String, FoundCmdlet> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        found.forEach(cmdlet -> byName.put(cmdlet.name(), cmdlet));
        List<String> absent = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (CmdletFacts facts : known) {
            FoundCmdlet there = byName.get(facts.name());
            if (there == null) {
                absent.add(facts.name());
            } else {
                compare(facts, there, organisation, differences);
            }
        }
        return new CatalogueComparison(known.size() - absent.size(), absent, differences);
    }

    private static void compare(
            CmdletFacts facts, FoundCmdlet there, @Nullable String organisation, List<Difference> differences) {
        Map<String, FoundCmdlet.Parameter> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        there.parameters().forEach(parameter -> left.put(parameter.name(), parameter));
        for (ParameterFacts ours : facts.parameters().values()) {
            FoundCmdlet.Parameter theirs = left.remove(ours.name());
            boolean here = organisation == null || ours.where().in(organisation);
            if (theirs != null) {
                compare(facts.name(), ours, theirs, differences);
            } else if (here && CommonParameters.find(ours.name()).isEmpty()) {
                differences.add(new Difference(facts.name(), ours.name(), Kind.GONE, ours.type(), ""));
            }
        }
        left.values().stream()
                .filter(theirs -> CommonParameters.find(theirs.name()).isEmpty())
                .forEach(theirs ->
                        differences.add(new Difference(facts.name(), theirs.name(), Kind.NEW, "", theirs.type())));
    }

    private static void compare(
            String cmdlet, ParameterFacts ours, FoundCmdlet.Parameter theirs, List<Difference> differences) {
        String type = plain(ours.type());
        if (!ANY_TYPE.contains(plain(theirs.type())) && !type.equals(plain(theirs.type()))) {
            differences.add(new Difference(cmdlet, ours.name(), Kind.TYPE, ours.type(), theirs.type()));
        }
        if (ours.mandatory() != theirs.mandatory()) {
            differences.add(new Difference(
                    cmdlet, ours.name(), Kind.MANDATORY, word(ours.mandatory()), word(theirs.mandatory())));
        }
        Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        missing.addAll(ours.values());
        missing.removeAll(theirs.values());
        Set<String> added = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        added.addAll(theirs.values());
        ours.values().forEach(added::remove);
        if (!theirs.values().isEmpty() && (!missing.isEmpty() || (ours.closed() && !added.isEmpty()))) {
            differences.add(new Difference(
                    cmdlet,
                    ours.name(),
                    Kind.VALUES,
                    String.join("|", ours.values()),
                    String.join("|", theirs.values())));
        }
    }

    private static String word(boolean mandatory) {
        return mandatory ? "mandatory" : "optional";
    }

    /** Documentation names some types by PowerShell's short names, and says where null is a value. */
    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT)
                .replaceFirst("^nullable\\[(.*)]$", "$1")
                .replaceFirst("^int(\\[])?$", "int32$1");
    }
}
