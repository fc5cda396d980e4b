package dev.runwright.yaml;

import dev.runwright.model.FanOut;
import dev.runwright.model.FanOut.Amount;
import dev.runwright.model.FanOut.StopAfter;
import dev.runwright.model.Lock;
import dev.runwright.model.Step;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code foreach:} and the keys that go with it (design 2.6). */
final class FanOutDecoder {
    private static final List<String> KEYS =
            List.of("as", "key", "at_once", "waves", "stop_after", "order", "between_waves", "lock", "if_locked");
    private static final int MOST_AT_ONCE = 100;
    private static final String AMOUNT = "a number of elements, or a part such as 10%";

    private FanOutDecoder() {}

    static @Nullable FanOut decode(Fields fields) {
        Tree tree = fields.take("foreach");
        if (tree == null) {
            KEYS.stream().filter(key -> !isOwn(fields, key)).forEach(key -> orphan(fields, key));
            return null;
        }
        String as = isOwn(fields, "as") ? null : as(fields);
        Template key = fields.textTemplate("key");
        String order = fields.word("order", List.of("given", "key", "random"));
        List<Amount> waves = waves(fields);
        List<Step> between = between(fields, waves);
        FanOut.StopAfter stopAfter = stopAfter(fields);
        int atOnce = atOnce(fields);
        Lock lock = LockDecoder.decode(fields);
        Template items = items(fields, tree);
        return items == null
                ? null
                : new FanOut(
                        fields.at("foreach"),
                        items,
                        as == null ? "item" : as,
                        key,
                        atOnce,
                        waves,
                        stopAfter,
                        order == null ? FanOut.Order.GIVEN : FanOut.Order.valueOf(order.toUpperCase(Locale.ROOT)),
                        between,
                        lock);
    }

    /** The key {@code as} of a {@code read} says what the file is; its elements are always called {@code item}. */
    private static boolean isOwn(Fields fields, String key) {
        return key.equals("as") && fields.has("read");
    }

    private static void orphan(Fields fields, String key) {
        if (fields.take(key) != null) {
            fields.decoding()
                    .error(
                            fields.at(key),
                            "without_foreach",
                            "'" + key + "' belongs to a 'foreach', which this step does not have.",
                            "");
        }
    }

    private static @Nullable String as(Fields fields) {
        String as = fields.text("as");
        if (as != null && !HeadDecoder.isFreeName(as)) {
            fields.decoding()
                    .error(
                            fields.at("as"),
                            "bad_name",
                            "'as: " + as + "' cannot be the name of an element.",
                            "Use another name, such as 'item'.");
        }
        return as;
    }

    private static int atOnce(Fields fields) {
        int atOnce = fields.count("at_once", 1, 1);
        if (atOnce > MOST_AT_ONCE) {
            fields.decoding()
                    .error(
                            fields.at("at_once"),
                            "wrong_value",
                            "'at_once' must be at most " + MOST_AT_ONCE + ", got '" + atOnce + "'.",
                            "");
            return MOST_AT_ONCE;
        }
        return atOnce;
    }

    /** Ascending; the last one goes to the end of the list, whatever is written. */
    private static List<Amount> waves(Fields fields) {
        Tree tree = fields.take("waves");
        if (tree == null) {
            return List.of();
        }
        if (!(tree instanceof Tree.Sequence sequence) || sequence.items().isEmpty()) {
            fields.wrong(tree, "waves", "a list such as [1, 10%, 100%]");
            return List.of();
        }
        List<Amount> waves = new ArrayList<>();
        for (Tree item : sequence.items()) {
            Amount wave = amount(fields, "waves", item);
            if (wave != null) {
                boolean smaller = waves.stream()
                        .anyMatch(one -> one.percent() == wave.percent() && one.number() >= wave.number());
                if (smaller) {
                    fields.decoding()
                            .error(
                                    item.position(),
                                    "wrong_value",
                                    "Each of 'waves' must go further than the one before, got '"
                                            + (wave.percent() ? wave.number() + "%" : wave.number())
                                            + "' after as much or more.",
                                    "");
                }
                waves.add(wave);
            }
        }
        Amount all = new Amount(100, true);
        if (!waves.isEmpty() && !waves.contains(all)) {
            waves.add(all);
        }
        return waves;
    }

    private static List<Step> between(Fields fields, List<Amount> waves) {
        boolean given = fields.has("between_waves");
        List<Step> steps = GroupStepDecoder.steps(fields, "between_waves");
        if (given && waves.size() < 2) {
            fields.decoding()
                    .error(
                            fields.at("between_waves"),
                            "without_waves",
                            "'between_waves' needs at least two waves.",
                            "Add for example 'waves: [1, 10%, 100%]'.");
        }
        return steps;
    }

    private static @Nullable StopAfter stopAfter(Fields fields) {
        Tree tree = fields.take("stop_after");
        if (tree == null) {
            return null;
        }
        Position position = fields.at("stop_after");
        if (!(tree instanceof Tree.Mapping mapping)) {
            Amount total = amount(fields, "stop_after", tree);
            return total == null ? null : new StopAfter(position, null, total);
        }
        Fields parts = new Fields(fields.decoding(), mapping, "'stop_after'");
        Amount perWave = part(parts, "per_wave");
        Amount total = part(parts, "total");
        parts.close();
        if (!parts.has("per_wave") && !parts.has("total")) {
            fields.wrong(tree, "stop_after", AMOUNT + ", or a map with 'per_wave' and 'total'");
        }
        return new StopAfter(position, perWave, total);
    }

    private static @Nullable Amount part(Fields parts, String key) {
        Tree tree = parts.take(key);
        return tree == null ? null : amount(parts, key, tree);
    }

    private static @Nullable Amount amount(Fields fields, String key, Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            if (scalar.value() instanceof Long number && number >= 1 && number <= Integer.MAX_VALUE) {
                return new Amount(number.intValue(), false);
            }
            int percent = Scalars.percent(scalar).orElse(0);
            if (percent >= 1 && percent <= 100) {
                return new Amount(percent, true);
            }
        }
        fields.wrong(tree, key, AMOUNT);
        return null;
    }

    /** A list, or one expression. */
    private static @Nullable Template items(Fields fields, Tree tree) {
        if (tree instanceof Tree.Sequence) {
            return fields.decoding().template(tree);
        }
        if (tree instanceof Tree.Scalar scalar
                && scalar.isText()
                && scalar.text().contains("${{")) {
            Template template = fields.decoding().template(tree);
            if (!(template instanceof Template.Mixed)) {
                return template;
            }
        }
        String got = tree instanceof Tree.Scalar scalar && scalar.value() != null
                ? "'" + Decoding.shortened(scalar.text()) + "'"
                : tree.words();
        fields.decoding()
                .error(
                        tree.position(),
                        "foreach_scalar",
                        "'foreach' takes a list or one expression that gives a list, got " + got + ".",
                        "Write '[…]' or '${{ … }}'.");
        return null;
    }
}
