package dev.runwright.app;

import dev.runwright.model.DurationText;
import dev.runwright.powershell.PoolRules;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code shells:} of a connection: how many it has and how long each is kept. Stateless. */
final class ConfigPool {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(MB|GB)");

    private ConfigPool() {}

    static PoolRules of(ConfigKeys keys) {
        keys.only("at_most", "ready", "calls", "age", "idle", "memory");
        PoolRules standard = PoolRules.standard();
        int atMost = number(keys, "at_most", 1, standard.atMost());
        return new PoolRules(
                atMost,
                Math.min(atMost, number(keys, "ready", 0, standard.ready())),
                number(keys, "calls", 1, standard.calls()),
                duration(keys, "age", standard.age()),
                duration(keys, "idle", standard.idle()),
                size(keys, standard.memory()));
    }

    private static int number(ConfigKeys keys, String key, int least, int standard) {
        if (keys.value(key) instanceof Long number && number >= least && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        if (keys.has(key)) {
            keys.wrong(key, "a whole number of at least " + least);
        }
        return standard;
    }

    private static Duration duration(ConfigKeys keys, String key, Duration standard) {
        String text = keys.text(key);
        if (text == null) {
            return standard;
        }
        return DurationText.parse(text).orElseGet(() -> {
            keys.wrong(key, "a duration such as 30m");
            return standard;
        });
    }

    private static long size(ConfigKeys keys, long standard) {
        String text = keys.text("memory");
        if (text == null) {
            return standard;
        }
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            keys.wrong("memory", "a size such as 1 GB or 800 MB");
            return standard;
        }
        return Long.parseLong(size.group(1)) << (size.group(2).equals("MB") ? 20 : 30);
    }
}
