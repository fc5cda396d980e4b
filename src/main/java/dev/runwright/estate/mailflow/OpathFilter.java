package dev.runwright.estate.mailflow;

import dev.runwright.estate.exchange.ExchangeErrors;
import dev.runwright.estate.world.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A cmdlet's {@code Filter}: comparisons by {@code -eq -ne -like -gt -ge -lt -le} joined by {@code -and}. Immutable. */
final class OpathFilter {
    private static final Pattern CLAUSE = Pattern.compile(
            "\\s*\\(?\\s*(\\w+)\\s+-(eq|ne|like|gt|ge|lt|le)\\s+(?:'([^']*)'|\"([^\"]*)\"|\\$?([\\w.-]+))\\s*\\)?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final List<Predicate<Map<String, @Nullable Object>>> clauses;

    private OpathFilter(List<Predicate<Map<String, @Nullable Object>>> clauses) {
        this.clauses = List.copyOf(clauses);
    }

    /** The call's filter; it accepts everything if none is given. */
    static OpathFilter of(Call call) {
        List<Predicate<Map<String, @Nullable Object>>> clauses = new ArrayList<>();
        String text = call.text("Filter");
        if (text == null) {
            return new OpathFilter(clauses);
        }
        String bare = text.strip().startsWith("{") && text.strip().endsWith("}")
                ? text.strip().substring(1, text.strip().length() - 1)
                : text;
        for (String clause : bare.split("(?i)\\s-and\\s", -1)) {
            Matcher form = CLAUSE.matcher(clause);
            if (!form.matches()) {
                throw ExchangeErrors.invalid(
                        call,
                        "Cannot bind parameter 'Filter' to the target. Invalid filter syntax: \"" + text
                                + "\" (the sandbox knows -eq, -ne, -like, -gt, -ge, -lt, -le and -and).",
                        text);
            }
            clauses.add(clause(form));
        }
        return new OpathFilter(clauses);
    }

    boolean accepts(Map<String, @Nullable Object> object) {
        return clauses.stream().allMatch(clause -> clause.test(object));
    }

    private static Predicate<Map<String, @Nullable Object>> clause(Matcher form) {
        String property = form.group(1);
        String operator = form.group(2).toLowerCase(java.util.Locale.ROOT);
        String wanted = form.group(3) != null ? form.group(3) : form.group(4) != null ? form.group(4) : form.group(5);
        Pattern like = Pattern.compile(
                Pattern.quote(wanted).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return object -> {
            String value = String.valueOf(object.get(property));
            return switch (operator) {
                case "eq" -> value.equalsIgnoreCase(wanted);
                case "ne" -> !value.equalsIgnoreCase(wanted);
                case "like" -> like.matcher(value).matches();
                default -> compared(value, wanted, operator);
            };
        };
    }

    /** Numbers by their value, anything else, such as times in UTC, by its text. */
    private static boolean compared(String value, String wanted, String operator) {
        boolean numbers = value.matches("-?\\d{1,18}") && wanted.matches("-?\\d{1,18}");
        int order = numbers
                ? Long.compare(Long.parseLong(value), Long.parseLong(wanted))
                : value.compareToIgnoreCase(wanted);
        return switch (operator) {
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }
}
