package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for messages in the part of the Keyword Query Language that the sandbox knows: {@code Subject: From: To: Attachment:
 * Received>=} joined by {@code AND}. Immutable.
 */
final class ItemQuery {
    private static final Pattern TERM = Pattern.compile(
            "\\s*(subject|from|to|participants|attachment|attachmentnames|received|kind)\\s*(:|>=|<=|>|<|=)\\s*"
                    + "(?:\"([^\"]*)\"|([^\\s\"()]+))\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AND = Pattern.compile("AND\\s+");
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT);

    private final List<Predicate<Items.Item>> terms;

    private ItemQuery(List<Predicate<Items.Item>> terms) {
        this.terms = List.copyOf(terms);
    }

    /** Reads a query; none or an empty one accepts everything. */
    static ItemQuery parse(Call call, @Nullable String text) {
        List<Predicate<Items.Item>> terms = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return new ItemQuery(terms);
        }
        Matcher term = TERM.matcher(text);
        Matcher and = AND.matcher(text);
        int at = 0;
        do {
            if (!term.region(at, text.length()).lookingAt()) {
                throw unknown(call, text);
            }
            terms.add(term(call, text, term));
            at = term.end();
            if (at == text.length()) {
                return new ItemQuery(terms);
            }
            if (!and.region(at, text.length()).lookingAt()) {
                throw unknown(call, text);
            }
            at = and.end();
        } while (true);
    }

    boolean accepts(Items.Item item) {
        return terms.stream().allMatch(term -> term.test(item));
    }

    private static RuntimeException unknown(Call call, String text) {
        return ExchangeErrors.invalid(
                call,
                "The KQL parser threw an exception for the query '" + text
                        + "' (the sandbox knows Subject:, From:, To:,"
                        + " Attachment: and Received with a date, joined by AND).",
                text);
    }

    private static Predicate<Items.Item> term(Call call, String text, Matcher form) {
        String property = form.group(1).toLowerCase(Locale.ROOT);
        String wanted = form.group(3) != null ? form.group(3) : form.group(4);
        if (property.equals("received")) {
            return received(call, text, form.group(2), wanted);
        }
        if (!form.group(2).equals(":")) {
            throw unknown(call, text);
        }
        String part = wanted.replace("*", "").toLowerCase(Locale.ROOT);
        return switch (property) {
            case "subject" -> item -> has(item.subject(), part);
            case "from" -> item -> has(item.sender(), part);
            case "to" -> item -> anyHas(item.recipients(), part);
            case "participants" -> item -> has(item.sender(), part) || anyHas(item.recipients(), part);
            case "kind" -> item -> part.equals("email");
            default -> item -> anyHas(item.attachments(), part);
        };
    }

    private static boolean has(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }

    private static boolean anyHas(List<String> texts, String part) {
        return texts.stream().anyMatch(text -> has(text, part));
    }

    /** Dates are whole days in UTC. */
    private static Predicate<Items.Item> received(Call call, String text, String operator, String wanted) {
        LocalDate day = day(call, text, wanted);
        return item -> {
            LocalDate received =
                    item.received().withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
            return switch (operator) {
                case ">=" -> !received.isBefore(day);
                case "<=" -> !received.isAfter(day);
                case ">" -> received.isAfter(day);
                case "<" -> received.isBefore(day);
                default -> received.equals(day);
            };
        };
    }

    private static LocalDate day(Call call, String text, String wanted) {
        try {
            return wanted.contains("/") ? LocalDate.parse(wanted, MONTH_FIRST) : LocalDate.parse(wanted);
        } catch (DateTimeException e) {
            throw unknown(call, text);
        }
    }
}
