package dev.runwright.yaml;

import dev.runwright.model.Retry;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code retry:} (design 3.2). */
final class RetryDecoder {
    private static final Pattern EXIT = Pattern.compile("exit (-?\\d{1,9})");
    private static final List<String> CLASSES = List.of(
            "throttled",
            "denied",
            "not_found",
            "conflict",
            "reboot_pending",
            "timeout",
            "unreachable",
            "invalid",
            "unknown");

    private RetryDecoder() {}

    static @Nullable Retry decode(Fields step) {
        Tree.Mapping mapping = step.mapping("retry");
        if (mapping == null) {
            return null;
        }
        Fields fields = new Fields(step.decoding(), mapping, "'retry'");
        int times = fields.count("times", 1, 1);
        if (!fields.has("times")) {
            fields.require("times", "how many more attempts there are");
        }
        Duration delay = fields.duration("delay");
        String backoff = fields.word("backoff", List.of("fixed", "linear", "exponential"));
        Retry retry = new Retry(
                mapping.position(),
                times,
                delay == null ? Duration.ofSeconds(5) : delay,
                backoff == null ? Retry.Backoff.FIXED : Retry.Backoff.valueOf(backoff.toUpperCase(Locale.ROOT)),
                fields.span("max_delay"),
                jitter(fields),
                fields.span("budget"),
                on(fields));
        fields.close();
        if (retry.maxDelay() != null && retry.maxDelay().compareTo(retry.delay()) < 0) {
            fields.decoding().error(fields.at("max_delay"), "wrong_value", "'max_delay' is shorter than 'delay'.", "");
        }
        return retry;
    }

    /** A part of one, as a number or in per cent. */
    private static double jitter(Fields fields) {
        Tree tree = fields.take("jitter");
        if (tree == null) {
            return 0;
        }
        if (tree instanceof Tree.Scalar scalar) {
            OptionalInt percent = Scalars.percent(scalar);
            double part = percent.isPresent()
                    ? percent.getAsInt() / 100.0
                    : scalar.value() instanceof Number number ? number.doubleValue() : -1;
            if (part >= 0 && part <= 1) {
                return part;
            }
        }
        fields.wrong(tree, "jitter", "a part between 0 and 1 such as 0.2, or 20%");
        return 0;
    }

    private static List<Retry.On> on(Fields fields) {
        Tree tree = fields.take("on");
        if (tree == null) {
            return List.of();
        }
        List<Retry.On> found = new ArrayList<>();
        List<Tree> items = tree instanceof Tree.Sequence sequence ? sequence.items() : List.of(tree);
        for (Tree item : items) {
            String word = item instanceof Tree.Scalar scalar ? scalar.text() : "";
            Matcher exit = EXIT.matcher(word);
            if (exit.matches()) {
                found.add(new Retry.On.Exit(Integer.parseInt(exit.group(1))));
            } else if (CLASSES.contains(word)) {
                found.add(new Retry.On.ErrorClass(word));
            } else {
                unknown(fields, item.position(), item instanceof Tree.Scalar ? "'" + word + "'" : item.words(), word);
            }
        }
        return found;
    }

    private static void unknown(Fields fields, Position position, String got, String word) {
        fields.decoding()
                .error(
                        position,
                        "wrong_value",
                        "'on' must be a list of error classes (" + String.join(", ", CLASSES)
                                + ") and exit codes such as 'exit 1618', got " + got + ".",
                        DidYouMean.hint(word, CLASSES));
    }
}
