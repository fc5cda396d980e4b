package dev.runwright.estate;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an estate's file answers in place of this machine: {@code programs:} by their argument list, {@code commands:} that no
 * world knows by their name. The first entry that fits answers. {@code no_role_for:} names commands that are not there for the operator.
 */
final class Answers {
    private static final Set<String> PROGRAM_KEYS = Set.of("match", "exit", "output", "errors", "sets");
    private static final Set<String> COMMAND_KEYS = Set.of("command", "with", "output", "error", "sets");

    private static final String WITHHELD = "roles/withheld";

    private Answers() {}

    static void found(Map<String, @Nullable Object> data, Documents documents) {
        keep("programs", "match", PROGRAM_KEYS, data, documents);
        keep("commands", "command", COMMAND_KEYS, data, documents);
        if (data.containsKey("no_role_for")) {
            documents.put(WITHHELD, Map.of("Commands", Data.texts(data.get("no_role_for"))));
        }
    }

    /** Whether the operator's roles leave this command out: then it is not there, as Exchange has it. */
    static boolean withholds(Documents documents, String command) {
        return documents.find(WITHHELD).map(entry -> Data.texts(entry.get("Commands"))).orElse(List.of()).stream()
                .anyMatch(command::equalsIgnoreCase);
    }

    private static void keep(
            String folder, String needed, Set<String> known, Map<String, @Nullable Object> data, Documents documents) {
        int number = 0;
        for (Object item : Data.list(data.get(folder))) {
            Map<String, @Nullable Object> entry = Data.map(item);
            String where = folder + "[" + number + "]";
            for (String key : entry.keySet()) {
                if (!known.contains(key)) {
                    throw BadDescription.unknownKey(where, key, known);
                }
            }
            if (entry.get(needed) == null) {
                throw BadDescription.missing(where, needed);
            }
            documents.put(String.format("%s/%04d", folder, number++), entry);
        }
    }

    /** The entry that answers a program: its {@code match} is the beginning of the argument list, the program's case ignored. */
    static Optional<Map<String, @Nullable Object>> program(Documents documents, List<String> arguments) {
        return documents.under("programs").values().stream()
                .filter(entry -> fits(words(entry.get("match")), arguments))
                .findFirst();
    }

    private static List<String> words(@Nullable Object match) {
        return match instanceof List<?> ? Data.texts(match) : List.of(String.valueOf(match));
    }

    private static boolean fits(List<String> match, List<String> arguments) {
        if (match.isEmpty() || match.size() > arguments.size()) {
            return false;
        }
        boolean same = match.get(0).equalsIgnoreCase(arguments.get(0));
        return same && match.equals(replaceFirst(arguments.subList(0, match.size()), match.get(0)));
    }

    private static List<String> replaceFirst(List<String> words, String first) {
        List<String> copy = new ArrayList<>(words);
        copy.set(0, first);
        return copy;
    }

    /** The entry that answers a command: same name, and each of its {@code with} is among the parameters. */
    static Optional<Map<String, @Nullable Object>> command(
            Documents documents, String command, Map<String, @Nullable Object> parameters) {
        return documents.under("commands").values().stream()
                .filter(entry -> command.equalsIgnoreCase(String.valueOf(entry.get("command"))))
                .filter(entry -> Data.map(entry.get("with")).entrySet().stream()
                        .allMatch(wanted -> same(wanted.getValue(), Data.get(parameters, wanted.getKey()))))
                .findFirst();
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object given) {
        return String.valueOf(wanted).equalsIgnoreCase(String.valueOf(given));
    }

    /** Whether a command is named, whatever its parameters. */
    static boolean names(Documents documents, String command) {
        return documents.under("commands").values().stream()
                .anyMatch(entry -> command.equalsIgnoreCase(String.valueOf(entry.get("command"))));
    }

    static Set<String> parametersOf(Documents documents, String command) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        documents.under("commands").values().stream()
                .filter(entry -> command.equalsIgnoreCase(String.valueOf(entry.get("command"))))
                .forEach(entry -> names.addAll(Data.map(entry.get("with")).keySet()));
        return names;
    }

    /** Carries out what an entry {@code sets}: properties by document. */
    static void apply(Map<String, @Nullable Object> entry, Documents documents) {
        Data.map(entry.get("sets")).forEach((path, properties) -> {
            Map<String, @Nullable Object> document =
                    new LinkedHashMap<>(documents.find(path).orElse(Map.of()));
            document.putAll(Data.map(properties));
            documents.put(path, document);
        });
    }
}
