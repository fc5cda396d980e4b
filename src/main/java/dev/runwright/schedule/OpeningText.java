package dev.runwright.schedule;

import dev.runwright.text.DidYouMean;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** What {@code opens} says (design 7): a Quartz cron expression or words for one, with an offset in days. Stateless. */
final class OpeningText {
    private static final Pattern OFFSET = Pattern.compile("(.*?)\\s*([+-])\\s*(\\d{1,3})\\s*d(?:ays?)?");
    private static final Pattern WORDS = Pattern.compile("([a-z].*?)\\s+at\\s+([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Map<String, String> ORDINALS =
            Map.of("first", "#1", "second", "#2", "third", "#3", "fourth", "#4", "fifth", "#5", "last", "L");
    private static final Map<String, String> DAYS = days();
    private static final String EXAMPLES =
            "Write words such as 'patch-tuesday + 4d at 22:00', 'second tuesday at 20:00', 'last friday at 22:00',"
                    + " 'weekdays at 02:00', 'mondays and thursdays at 06:30', 'last day at 23:00' or 'daily at 03:00'; or a"
                    + " Quartz cron expression of 6 or 7 fields, seconds first, such as '0 0 22 ? * TUE#2 + 4d'.";

    private OpeningText() {}

    /**
     * What a text means, or why it means nothing.
     *
     * @param cron in local time; null if it could not be read
     * @param days the offset
     * @param fault what is wrong, without its subject; null if nothing is
     */
    record Parsed(
            @Nullable CronExpression cron,
            int days,
            @Nullable String fault,
            String hint) {}

    static Parsed parse(String opens) {
        String text = opens.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher words = WORDS.matcher(text);
        if (words.matches()) {
            return words(words.group(1), Integer.parseInt(words.group(2)), Integer.parseInt(words.group(3)));
        }
        if (text.isEmpty() || Character.isLetter(text.charAt(0))) {
            return wrong("is not understood", EXAMPLES);
        }
        Matcher offset = OFFSET.matcher(text);
        return offset.matches() ? cron(offset.group(1), days(offset)) : cron(text, 0);
    }

    private static int days(Matcher offset) {
        int days = Integer.parseInt(offset.group(3));
        return offset.group(2).equals("-") ? -days : days;
    }

    private static Parsed words(String day, int hour, int minute) {
        Matcher offset = OFFSET.matcher(day);
        String name = offset.matches() ? offset.group(1) : day;
        String fields = dayFields(name);
        return fields == null
                ? wrong("does not say a day: '" + name + "' is none", hint(name))
                : cron("0 " + minute + " " + hour + " " + fields, offset.matches() ? days(offset) : 0);
    }

    /** The fields day of month, month and day of week. */
    private static @Nullable String dayFields(String words) {
        String known = switch (words) {
            case "daily", "every day" -> "* * ?";
            case "weekdays" -> "? * MON-FRI";
            case "weekends" -> "? * SAT,SUN";
            case "patch-tuesday" -> "? * TUE#2";
            case "first day" -> "1 * ?";
            case "last day" -> "L * ?";
            default -> null;
        };
        if (known != null) {
            return known;
        }
        int space = words.indexOf(' ');
        String ordinal = space < 0 ? null : ORDINALS.get(words.substring(0, space));
        if (ordinal != null) {
            String day = DAYS.get(words.substring(space + 1));
            return day == null ? null : "? * " + day + ordinal;
        }
        List<String> days = new ArrayList<>();
        for (String one : words.split(" and |, ?", -1)) {
            String day = DAYS.get(one);
            if (day == null) {
                return null;
            }
            days.add(day);
        }
        return "? * " + String.join(",", days);
    }

    private static String hint(String name) {
        List<String> known = new ArrayList<>(DAYS.keySet());
        known.addAll(List.of("daily", "weekdays", "weekends", "patch-tuesday", "first day", "last day"));
        ORDINALS.keySet()
                .forEach(ordinal -> DAYS.keySet().stream()
                        .filter(day -> !day.endsWith("s"))
                        .forEach(day -> known.add(ordinal + " " + day)));
        String near = DidYouMean.hint(name, known);
        return near.isEmpty() ? EXAMPLES : near;
    }

    private static Parsed cron(String text, int days) {
        int fields = text.split(" ", -1).length;
        if (fields < 6 || fields > 7) {
            return wrong("is no Quartz cron expression: it has " + fields + " fields", EXAMPLES);
        }
        try {
            CronExpression cron = new CronExpression(text);
            cron.setTimeZone(java.util.TimeZone.getTimeZone("UTC"));
            return new Parsed(cron, days, null, "");
        } catch (ParseException | UnsupportedOperationException e) {
            return wrong("is no Quartz cron expression: " + e.getMessage(), EXAMPLES);
        }
    }

    private static Parsed wrong(String fault, String hint) {
        return new Parsed(null, 0, fault, hint);
    }

    private static Map<String, String> days() {
        Map<String, String> days = new LinkedHashMap<>();
        for (java.time.DayOfWeek day : java.time.DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            days.put(name, day.name().substring(0, 3));
            days.put(name + "s", day.name().substring(0, 3));
        }
        return days;
    }
}
