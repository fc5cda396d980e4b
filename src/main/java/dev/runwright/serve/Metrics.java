package dev.runwright.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the service counts, in the text form of Prometheus. Thread-safe. */
final class Metrics {
    private static final double[] BUCKETS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
    private static final double MILLION = 1e6;

    private final Map<String, Map<String, Long>> counters = new TreeMap<>();
    private final long[] buckets = new long[BUCKETS.length];
    private long delays;
    private double delay;

    /** What is counted, with its sentence. */
    private static final Map<String, String> HELP = help();

    private static Map<String, String> help() {
        Map<String, String> help = new LinkedHashMap<>();
        help.put("runs_ended_total", "Runs that this node drove to an end or a pause, by state.");
        help.put(
                "taken_back_total",
                "Runs ended by the close of their window whose changes were taken back here, by outcome.");
        help.put("steps_total", "Steps that ended here, by state.");
        help.put("firings_total", "Openings that this node acted on, by outcome.");
        help.put("errors_total", "What went wrong in the service itself, by kind.");
        return help;
    }

    /** One more. */
    synchronized void count(String name, String label, String value) {
        counters.computeIfAbsent(name, key -> new TreeMap<>()).merge(label(label, value), 1L, Long::sum);
    }

    /** How long after its time an opening was acted on. */
    synchronized void delayed(Duration after) {
        double seconds = Math.max(0, after.toNanos() / (MILLION * 1000));
        delays++;
        delay += seconds;
        for (int i = 0; i < BUCKETS.length; i++) {
            buckets[i] += seconds <= BUCKETS[i] ? 1 : 0;
        }
    }

    private static String label(String label, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{" + label + "=\"" + escaped + "\"}";
    }

    /**
     * Everything as text.
     *
     * @param gauges what is measured now: a name with its labels, and its value
     */
    synchronized String text(Map<String, Number> gauges) {
        StringBuilder text = new StringBuilder();
        HELP.forEach((name, sentence) -> {
            head(text, name, "counter", sentence);
            counters.getOrDefault(name, Map.of())
                    .forEach((labels, number) -> line(text, name + labels, number.toString()));
        });
        head(text, "firing_delay_seconds", "histogram", "How long after its time an opening was acted on.");
        for (int i = 0; i < BUCKETS.length; i++) {
            line(text, "firing_delay_seconds_bucket" + label("le", number(BUCKETS[i])), String.valueOf(buckets[i]));
        }
        line(text, "firing_delay_seconds_bucket" + label("le", "+Inf"), String.valueOf(delays));
        line(text, "firing_delay_seconds_sum", number(delay));
        line(text, "firing_delay_seconds_count", String.valueOf(delays));
        String before = "";
        for (Map.Entry<String, Number> gauge : new TreeMap<>(gauges).entrySet()) {
            String name = gauge.getKey().replaceAll("\\{.*", "");
            if (!name.equals(before)) {
                text.append("# TYPE runwright_").append(name).append(" gauge\n");
                before = name;
            }
            line(text, gauge.getKey(), gauge.getValue().toString());
        }
        return text.toString();
    }

    /** A gauge's name with one label. */
    static String gauge(String name, String label, String value) {
        return name + label(label, value);
    }

    private static void head(StringBuilder text, String name, String type, String sentence) {
        text.append("# HELP runwright_")
                .append(name)
                .append(' ')
                .append(sentence)
                .append('\n');
        text.append("# TYPE runwright_").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String series, String value) {
        text.append("runwright_").append(series).append(' ').append(value).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value);
    }
}
