package dev.runwright.estate;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.World;
import dev.runwright.value.Data;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills an empty estate from its description. */
final class Founding {
    private static final OffsetDateTime FIRST_DAY = OffsetDateTime.parse("2026-11-02T08:00:00Z");
    private static final Set<String> SETTINGS = Set.of(
            "estate",
            "purpose",
            "organisation",
            "clock",
            "visible_after",
            "programs",
            "commands",
            "no_role_for",
            "downloads");

    private final List<World> worlds;

    Founding(List<World> worlds) {
        this.worlds = worlds;
    }

    void found(EstateDescription description, EstateTransaction transaction) {
        Map<String, @Nullable Object> data = description.data();
        checkKeys(data);
        EstateState state = transaction.state();
        state.atOnce = true;
        state.name = text(data, "estate");
        state.digest = description.digest();
        state.organisation = organisation(data.get("organisation"));
        state.now = clock(data.get("clock")).toInstant().toEpochMilli();
        state.visibleAfter =
                duration("visible_after", data.get("visible_after")).toMillis();
        for (World world : worlds) {
            world.found(Data.map(data.get(world.name())), state.organisation, transaction);
        }
        Answers.found(data, transaction);
        WebFiles.found(data, transaction);
    }

    private void checkKeys(Map<String, @Nullable Object> data) {
        List<String> known = new ArrayList<>(SETTINGS);
        worlds.forEach(world -> known.add(world.name()));
        for (String key : data.keySet()) {
            if (!known.contains(key)) {
                throw BadDescription.unknownKey("file", key, known);
            }
        }
    }

    private static String text(Map<String, @Nullable Object> data, String key) {
        Object value = data.get(key);
        if (value == null) {
            throw BadDescription.missing("file", key);
        }
        return value.toString();
    }

    private static String organisation(@Nullable Object value) {
        String organisation = value == null ? "cloud" : value.toString();
        if (!organisation.equals("cloud") && !organisation.equals("on_premises")) {
            throw BadDescription.badValue("organisation", "cloud or on_premises", organisation);
        }
        return organisation;
    }

    private static OffsetDateTime clock(@Nullable Object value) {
        try {
            return value == null ? FIRST_DAY : OffsetDateTime.parse(value.toString());
        } catch (DateTimeException e) {
            throw BadDescription.badValue("clock", "a time such as 2026-11-02T08:00:00Z", String.valueOf(value));
        }
    }

    static Duration duration(String where, @Nullable Object value) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.toString();
        try {
            return text.matches("\\d+") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse("PT" + text);
        } catch (DateTimeException e) {
            throw BadDescription.badValue(where, "a time span such as 30s", text);
        }
    }
}
