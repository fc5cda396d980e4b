package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is to be undone. Immutable.
 *
 * @param only step paths and fan-out keys to take; empty for all
 * @param except those to leave
 * @param include steps with {@code restore: ask} to take as well
 * @param all takes every step with {@code restore: ask}
 * @param ifDrifted {@code ask}, {@code keep} or {@code overwrite}
 */
public record UndoChoice(List<String> only, List<String> except, List<String> include, boolean all, String ifDrifted) {
    /** Everything that may go back without being asked for. */
    public static final UndoChoice STANDARD = new UndoChoice(List.of(), List.of(), List.of(), false, "ask");

    /** Copies the lists. */
    public UndoChoice {
        only = List.copyOf(only);
        except = List.copyOf(except);
        include = List.copyOf(include);
    }

    /** The choice as it is journalled. */
    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("only", only);
        data.put("except", except);
        data.put("include", include);
        data.put("all", all);
        data.put("if_drifted", ifDrifted);
        return data;
    }

    /** The choice that {@link #toData} gave. */
    static UndoChoice ofData(Map<String, @Nullable Object> data) {
        return new UndoChoice(
                Data.texts(Data.list(data.get("only"))),
                Data.texts(Data.list(data.get("except"))),
                Data.texts(Data.list(data.get("include"))),
                Boolean.TRUE.equals(data.get("all")),
                String.valueOf(data.getOrDefault("if_drifted", "ask")));
    }

    /** Why the step at {@code path} is left out; empty if it is taken. */
    String leftOut(String path, boolean asks) {
        if (!only.isEmpty() && only.stream().noneMatch(name -> names(name, path))) {
            return "not among those to undo";
        }
        if (except.stream().anyMatch(name -> names(name, path))) {
            return "excepted";
        }
        boolean included = all || include.stream().anyMatch(name -> names(name, path));
        return asks && !included
                ? "what was there before may be the attacker's ('restore: ask'); name it to put it back"
                : "";
    }

    /** Whether a path, a part of one, or a fan-out key names this step. */
    public static boolean names(String name, String path) {
        if (path.equals(name) || path.startsWith(name + "/") || path.startsWith(name + "[")) {
            return true;
        }
        for (String part : path.split("/", -1)) {
            int bracket = part.indexOf('[');
            String label = bracket < 0 ? part : part.substring(0, bracket);
            String key = bracket < 0 ? "" : part.substring(bracket + 1, part.length() - 1);
            if (name.equals(label) || name.equals(part) || (!key.isEmpty() && name.equalsIgnoreCase(key))) {
                return true;
            }
        }
        return false;
    }
}
