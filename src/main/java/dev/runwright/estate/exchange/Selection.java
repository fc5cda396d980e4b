package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a Get- cmdlet gives: one by its identity, or all, sorted by name, up to ResultSize. For one call. */
final class Selection {
    private static final int DEFAULT_SIZE = 1000;
    private static final Pattern CLAUSE =
            Pattern.compile("\\s*\\(?\\s*(\\w+)\\s+-(eq|ne|like)\\s+(?:'([^']*)'|\"([^\"]*)\"|\\$(\\w+))\\s*\\)?\\s*");

    private final Call call;

    Selection(Call call) {
        this.call = call;
    }

    /** The entries that the call asks for. */
    List<Directory.Entry> entries(List<Directory.Entry> all, Function<String, Directory.Entry> byIdentity) {
        String identity = call.text("Identity");
        List<Directory.Entry> found = identity == null
                ? all.stream()
                        .sorted(Comparator.comparing(entry -> entry.text("Name").toLowerCase(Locale.ROOT)))
                        .toList()
                : List.of(byIdentity.apply(identity));
        return limited(call, found.stream().filter(ofType()).filter(filter()).toList());
    }

    private Predicate<Directory.Entry> ofType() {
        List<String> types = call.texts("RecipientTypeDetails");
        return entry ->
                types.isEmpty() || types.stream().anyMatch(entry.text("RecipientTypeDetails")::equalsIgnoreCase);
    }

    private Predicate<Directory.Entry> filter() {
        String text = call.text("Filter");
        Predicate<Directory.Entry> all = entry -> true;
        if (text == null) {
            return all;
        }
        for (String clause : text.split("(?i)\\s-and\\s", -1)) {
            all = all.and(clause(clause, text));
        }
        return all;
    }

    private Predicate<Directory.Entry> clause(String clause, String whole) {
        Matcher form = CLAUSE.matcher(clause);
        if (!form.matches()) {
            throw ExchangeErrors.invalid(
                    call,
                    "Cannot bind parameter 'Filter' to the target. Invalid filter syntax: \"" + whole
                            + "\" (the sandbox knows -eq, -ne, -like and -and).",
                    whole);
        }
        String wanted = form.group(3) != null ? form.group(3) : form.group(4) != null ? form.group(4) : form.group(5);
        Pattern like = Pattern.compile(
                Pattern.quote(wanted).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        boolean negated = form.group(2).equalsIgnoreCase("ne");
        boolean exact = !form.group(2).equalsIgnoreCase("like");
        return entry -> {
            String value = entry.text(form.group(1));
            boolean same =
                    exact ? value.equalsIgnoreCase(wanted) : like.matcher(value).matches();
            return same != negated;
        };
    }

    /** The first of them up to the call's ResultSize, with a warning if there are more. */
    static <T> List<T> limited(Call call, List<T> found) {
        String size = call.text("ResultSize");
        int limit = size == null
                ? DEFAULT_SIZE
                : size.equalsIgnoreCase("Unlimited") ? Integer.MAX_VALUE : Integer.parseInt(size);
        if (found.size() <= limit) {
            return found;
        }
        call.warn(
                "There are more results available than are currently displayed. To view them, increase the value for the"
                        + " ResultSize parameter.");
        return found.subList(0, limit);
    }
}
