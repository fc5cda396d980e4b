package dev.runwright.yaml;

import dev.runwright.model.AtClose;
import dev.runwright.model.Missed;
import dev.runwright.model.Overlap;
import dev.runwright.model.PlacedText;
import dev.runwright.model.Schedule;
import dev.runwright.model.WindowRule;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads schedules (design 7) with the same places, limits and hints as runbooks. Stateless, thread-safe. */
public final class ScheduleReader {
    /**
     * What reading gave.
     *
     * @param schedule null if a part is missing that nothing can stand for
     * @param problems all of them, in the order of their places
     */
    public record ReadResult(@Nullable Schedule schedule, List<Problem> problems) {
        /** Copies the list. */
        public ReadResult {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a file. */
    public ReadResult read(Path file) {
        Problems problems = new Problems();
        Optional<SourceText> source = NamedFile.read(file, "schedule", problems);
        return source.isPresent() ? read(source.get(), problems) : new ReadResult(null, problems.all());
    }

    /** Reads a text. */
    public ReadResult read(SourceText source) {
        return read(source, new Problems());
    }

    private static ReadResult read(SourceText source, Problems problems) {
        Optional<Tree> tree = TreeReader.read(source, problems);
        Schedule schedule = null;
        if (tree.isPresent()) {
            Decoding decoding = new Decoding(problems, ScriptFiles.of(Map.of()), Labels.of(tree.get()));
            schedule = NamedFile.fields(decoding, tree.get(), "schedule")
                    .flatMap(fields -> schedule(fields, source))
                    .orElse(null);
        }
        return new ReadResult(schedule, problems.all());
    }

    private static Optional<Schedule> schedule(Fields fields, SourceText source) {
        if (fields.has("runwright")) {
            RunbookReader.version(fields);
        }
        String name = NamedFile.name(fields, "schedule", source);
        String title = fields.text("title");
        fields.require("runbook", "the name of the runbook that is run");
        PlacedText runbook = placed(fields, "runbook");
        Template.Fields with = literals(fields, "with");
        PlacedText profile = placed(fields, "profile");
        WindowRule window = window(fields);
        Missed missed = word(fields, "missed", Missed.RUN_IF_OPEN);
        AtClose atClose = word(fields, "at_close", AtClose.FINISH_STEP);
        Overlap overlap = word(fields, "overlap", Overlap.SKIP);
        int stopAfter = fields.count("stop_after_failures", 1, 0);
        Duration jitter = jitter(fields, window);
        fields.close();
        return runbook == null || window == null
                ? Optional.empty()
                : Optional.of(new Schedule(
                        fields.position(),
                        source,
                        name,
                        title,
                        runbook,
                        with,
                        profile,
                        window,
                        missed,
                        atClose,
                        overlap,
                        stopAfter,
                        jitter));
    }

    private static @Nullable PlacedText placed(Fields fields, String key) {
        Tree tree = fields.take(key);
        String text = fields.text(key);
        return tree == null || text == null ? null : new PlacedText(tree.position(), text.strip());
    }

    private static <E extends Enum<E>> E word(Fields fields, String key, E standard) {
        E[] all = Objects.requireNonNull(standard.getDeclaringClass().getEnumConstants());
        List<String> words = new ArrayList<>();
        for (E one : all) {
            words.add(one.name().toLowerCase(Locale.ROOT));
        }
        String word = fields.word(key, words);
        return word == null ? standard : all[words.indexOf(word)];
    }

    private static Duration jitter(Fields fields, @Nullable WindowRule window) {
        Duration jitter = orNone(fields.duration("jitter"));
        if (window != null && jitter.compareTo(window.lasts()) >= 0) {
            fields.decoding()
                    .error(
                            fields.at("jitter"),
                            "wrong_value",
                            "'jitter' must be shorter than the window, which lasts "
                                    + window.lasts().toSeconds() + " s.",
                            "");
        }
        return jitter;
    }

    private static Duration orNone(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    private static @Nullable WindowRule window(Fields schedule) {
        schedule.require("window", "when it is run, a map with 'opens', 'lasts' and 'zone'");
        Tree.Mapping mapping = schedule.mapping("window");
        if (mapping == null) {
            return null;
        }
        Fields fields = new Fields(schedule.decoding(), mapping, "the window");
        fields.require("opens", "words such as 'patch-tuesday + 4d at 22:00', or a Quartz cron expression");
        fields.require("lasts", "how long it is open, such as 4h");
        fields.require("zone", "the time zone in which it opens, such as Europe/Berlin");
        PlacedText opens = placed(fields, "opens");
        Duration lasts = fields.span("lasts");
        ZoneId zone = zone(fields);
        List<PlacedText> notOn = names(fields, "not_on");
        List<PlacedText> onlyOn = names(fields, "only_on");
        Duration reserve = orNone(fields.duration("reserve"));
        fields.close();
        if (lasts != null && reserve.compareTo(lasts) >= 0) {
            fields.decoding()
                    .error(
                            fields.at("reserve"),
                            "wrong_value",
                            "'reserve' must be shorter than the window, which lasts " + lasts.toSeconds() + " s.",
                            "");
        }
        return opens == null || lasts == null || zone == null
                ? null
                : new WindowRule(fields.position(), opens, lasts, zone, notOn, onlyOn, reserve);
    }

    private static @Nullable ZoneId zone(Fields fields) {
        PlacedText zone = placed(fields, "zone");
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (zone == null || known.contains(zone.text())) {
            return zone == null ? null : ZoneId.of(zone.text());
        }
        String near = DidYouMean.hint(zone.text(), new TreeSet<>(known));
        fields.decoding()
                .error(
                        zone.position(),
                        "no_such_zone",
                        "There is no time zone '" + Decoding.shortened(zone.text()) + "'.",
                        near.isEmpty() ? "Use an IANA name such as Europe/Berlin or UTC." : near);
        return null;
    }

    private static List<PlacedText> names(Fields fields, String key) {
        Tree tree = fields.take(key);
        List<PlacedText> names = new ArrayList<>();
        List<Tree> items = tree == null ? List.of() : tree instanceof Tree.Sequence list ? list.items() : List.of(tree);
        for (Tree item : items) {
            if (item instanceof Tree.Scalar scalar && scalar.isText()) {
                names.add(new PlacedText(scalar.position(), scalar.text().strip()));
            } else {
                fields.wrong(item, key, "a list of calendars");
            }
        }
        return names;
    }

    /** Plain data: nothing in a schedule is an expression. */
    private static Template.Fields literals(Fields fields, String key) {
        Tree.Mapping mapping = fields.mapping(key);
        return mapping == null ? Template.Fields.none(fields.position()) : (Template.Fields) literal(mapping);
    }

    private static Template literal(Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return new Template.Literal(scalar.position(), scalar.value());
        }
        if (tree instanceof Tree.Sequence list) {
            return new Template.Items(
                    list.position(),
                    list.items().stream().map(ScheduleReader::literal).toList());
        }
        Tree.Mapping mapping = (Tree.Mapping) tree;
        Map<String, Template> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> values.put(key, literal(entry.value())));
        return new Template.Fields(
                mapping.position(),
                values,
                mapping.entries().entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().key())));
    }
}
