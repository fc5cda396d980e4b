package dev.runwright.catalogue;

import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a team's file; what is wrong with it is added to the problems, what is right is kept. */
final class TeamFileReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_*][A-Za-z0-9_.*-]*");
    private static final Pattern EFFECT =
            Pattern.compile("(read|change|final)(:\\w+(\\+\\w+)*)?( (read|change|final)(:\\w+(\\+\\w+)*)?)*");
    private static final List<String> KEYS = List.of(
            "module",
            "connection",
            "organisation",
            "effect",
            "what_if",
            "pauses",
            "parameters",
            "reading",
            "identity",
            "compare",
            "confirmed",
            "sets",
            "with",
            "where",
            "wants",
            "key",
            "volatile",
            "settle",
            "inverse",
            "losses");
    private static final List<String> PARAMETER_KEYS = List.of(
            "type",
            "mandatory",
            "position",
            "pipeline",
            "values",
            "aliases",
            "form",
            "organisation",
            "control",
            "add_remove",
            "max");
    private static final List<String> ORGANISATIONS = List.of("cloud", "on_premises", "both");

    private final Position file;
    private final Problems problems;

    TeamFileReader(String name, Problems problems) {
        this.file = Position.startOf(name);
        this.problems = problems;
    }

    List<TeamEntry> read(@Nullable Object data) {
        List<TeamEntry> entries = new ArrayList<>();
        map("the file", data).forEach((cmdlet, said) -> {
            if (name(cmdlet, cmdlet)) {
                entries.add(entry(cmdlet, map(cmdlet, said)));
            }
        });
        return entries;
    }

    private TeamEntry entry(String cmdlet, Map<String, @Nullable Object> said) {
        known(cmdlet, said, KEYS);
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> reading = new LinkedHashMap<>();
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        Set<String> confirmed = new HashSet<>();
        said.forEach((key, value) -> {
            String where = cmdlet + "." + key;
            switch (key) {
                case "module", "connection" -> put(own, key, word(where, value));
                case "organisation" -> put(own, "where", oneOf(where, value, ORGANISATIONS));
                case "effect" -> put(own, key, effect(where, value));
                case "what_if" -> put(own, key, oneOf(where, value, ORGANISATIONS));
                case "pauses" -> put(own, "flags", flag(where, value) ? key : "");
                case "parameters" ->
                    map(where, value).forEach((parameter, type) -> {
                        if (name(where, parameter)) {
                            parameters.put(parameter, parameter(where + "." + parameter, type));
                        }
                    });
                case "confirmed" -> confirmed.addAll("all".equals(value) ? List.of("*") : words(where, value));
                default -> reading(where, key, value, reading);
            }
        });
        return new TeamEntry(cmdlet, own, parameters, reading, confirmed);
    }

    private void reading(String where, String key, @Nullable Object value, Map<String, String> reading) {
        switch (key) {
            case "reading", "key", "inverse" -> put(reading, key, word(where, value));
            case "identity" -> put(reading, key, String.join("+", pairs(where, value, ">")));
            case "compare" -> put(reading, key, String.join("|", pairs(where, value, ">")));
            case "sets", "with", "where" -> put(reading, key, String.join("|", pairs(where, value, "=")));
            case "wants" -> put(reading, key, oneOf(where, value, List.of("values", "present", "absent")));
            case "volatile" -> put(reading, key, String.join(",", words(where, value)));
            case "settle" -> put(reading, key, duration(where, value));
            case "losses" -> put(reading, key, String.join("|", sentences(where, value)));
            default -> {
                // an unknown key has been said already
            }
        }
    }

    private Map<String, String> parameter(String where, @Nullable Object said) {
        Map<String, String> columns = new LinkedHashMap<>();
        if (!(said instanceof Map<?, ?>)) {
            put(columns, "type", word(where, said));
            return columns;
        }
        Map<String, @Nullable Object> map = Data.map(said);
        known(where, map, PARAMETER_KEYS);
        List<String> flags = new ArrayList<>();
        map.forEach((key, value) -> {
            String place = where + "." + key;
            switch (key) {
                case "type" -> put(columns, key, word(place, value));
                case "values" ->
                    put(columns, key, String.join("|", texts(place, value, "values of one line without |", "|\\t\\n")));
                case "aliases" -> put(columns, key, String.join(",", words(place, value)));
                case "form" -> put(columns, key, form(place, value));
                default -> parameterFlag(place, key, value, flags);
            }
        });
        put(columns, "flags", String.join(",", flags));
        if (!columns.containsKey("type")) {
            wrong(where, "a type such as Boolean or {type: Boolean}", said);
        }
        return columns;
    }

    private void parameterFlag(String place, String key, @Nullable Object value, List<String> flags) {
        switch (key) {
            case "mandatory", "control", "add_remove", "pipeline" -> {
                if (flag(place, value)) {
                    flags.add(key);
                }
            }
            case "organisation" -> {
                String organisation = oneOf(place, value, ORGANISATIONS);
                if (organisation != null) {
                    flags.add(organisation);
                }
            }
            case "max", "position" -> {
                if (value instanceof Long number && number >= 0) {
                    flags.add(key + "=" + value);
                } else {
                    wrong(place, key.equals("max") ? "a number of characters" : "a number from 0", value);
                }
            }
            default -> {
                // an unknown key has been said already
            }
        }
    }

    // ---- values

    private static void put(Map<String, String> columns, String key, @Nullable String value) {
        if (value != null) {
            columns.put(key, value);
        }
    }

    private Map<String, @Nullable Object> map(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return Data.map(value);
        }
        wrong(where, "a map", value);
        return Map.of();
    }

    private void known(String where, Map<String, @Nullable Object> map, List<String> keys) {
        map.keySet().stream().filter(key -> !keys.contains(key)).forEach(key -> {
            String near = DidYouMean.hint(key, keys);
            problems.error(
                    file,
                    "unknown_key",
                    where + " has the unknown key '" + key + "'; expected one of " + String.join(", ", keys) + ".",
                    near.isEmpty() ? null : near);
        });
    }

    private boolean name(String where, String name) {
        boolean good = NAME.matcher(name).matches();
        if (!good) {
            wrong(where, "a name of letters, digits and hyphens", name);
        }
        return good;
    }

    private @Nullable String word(String where, @Nullable Object value) {
        String text = value instanceof String ? value.toString() : "";
        if (!NAME.matcher(text.replace("[]", "")).matches()) {
            wrong(where, "a name", value);
            return null;
        }
        return text;
    }

    private @Nullable String oneOf(String where, @Nullable Object value, List<String> words) {
        if (value instanceof String text && words.contains(text)) {
            return text;
        }
        wrong(where, "one of " + String.join(", ", words), value);
        return null;
    }

    private @Nullable String effect(String where, @Nullable Object value) {
        if (value instanceof String text && EFFECT.matcher(text).matches()) {
            return text;
        }
        wrong(where, "read, change or final, or rules such as 'final:DeleteContent change'", value);
        return null;
    }

    private @Nullable String form(String where, @Nullable Object value) {
        try {
            return Form.of(String.valueOf(value)).words();
        } catch (IllegalArgumentException e) {
            wrong(where, "a form such as address, no_case, set or recipient+set", value);
            return null;
        }
    }

    private @Nullable String duration(String where, @Nullable Object value) {
        String text = String.valueOf(value);
        if (text.matches("[0-9]+[smhd]([0-9]+[smhd])*")) {
            return text.toLowerCase(Locale.ROOT);
        }
        wrong(where, "a duration such as 90s or 2m", value);
        return null;
    }

    private boolean flag(String where, @Nullable Object value) {
        if (!(value instanceof Boolean)) {
            wrong(where, "true or false", value);
        }
        return Boolean.TRUE.equals(value);
    }

    private List<String> words(String where, @Nullable Object value) {
        List<@Nullable Object> items = value instanceof String ? Data.list(List.of(value)) : list(where, value);
        return items.stream()
                .map(item -> word(where, item))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private List<@Nullable Object> list(String where, @Nullable Object value) {
        if (value instanceof List<?>) {
            return Data.list(value);
        }
        wrong(where, "a list", value);
        return List.of();
    }

    private List<String> sentences(String where, @Nullable Object value) {
        return texts(where, value, "sentences of one line without | and @", "|@\\t\\n");
    }

    /** Texts without any of the characters in {@code not}. */
    private List<String> texts(String where, @Nullable Object value, String expected, String not) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(where, value)) {
            String text = String.valueOf(item);
            if (item instanceof String && !text.matches("(?s).*[" + not + "].*")) {
                texts.add(text);
            } else {
                wrong(where, expected, item);
            }
        }
        return texts;
    }

    /** {@code {P: Q}} or {@code [P]}; a null on the right is a hyphen where the sign is {@code >}. */
    private List<String> pairs(String where, @Nullable Object value, String sign) {
        if (!(value instanceof Map<?, ?>)) {
            return words(where, value);
        }
        return Data.map(value).entrySet().stream()
                .filter(entry -> name(where, entry.getKey()) && plain(where, entry.getValue()))
                .map(entry -> entry.getKey()
                        + sign
                        + (entry.getValue() == null && sign.equals(">") ? "-" : String.valueOf(entry.getValue())))
                .collect(Collectors.toList());
    }

    private boolean plain(String where, @Nullable Object value) {
        boolean good = !(value instanceof Map<?, ?> || value instanceof List<?>)
                && !String.valueOf(value).matches("(?s).*[|+>=?\\t\\n].*");
        if (!good) {
            wrong(where, "a plain value", value);
        }
        return good;
    }

    private void wrong(String where, String expected, @Nullable Object got) {
        problems.error(
                file,
                "catalogue",
                "In the catalogue file, " + where + " must be " + expected + ", not " + got + ".",
                null);
    }
}
