package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Refusal;
import dev.runwright.cli.Retention;
import dev.runwright.cli.Serving;
import dev.runwright.cli.Settings;
import dev.runwright.cli.StorePlace;
import dev.runwright.model.DurationText;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.PlacedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code runwright.yaml} (design 8). Paths in it are relative to its folder. */
final class ConfigFile {
    private static final String NAME = "runwright.yaml";
    private static final int MOST_AT_ONCE = 100;
    private static final String SCHEDULES = "schedules";

    private final Surroundings surroundings;
    private final Problems problems = new Problems();

    ConfigFile(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The settings of a file, or of the nearest one upward from the working folder, or the built-in ones.
     *
     * @throws Refusal with every problem of the file
     */
    Settings settings(@Nullable Path named) {
        Path file = named == null ? nearest() : surroundings.folder().resolve(named);
        if (file == null) {
            return builtIn();
        }
        Settings settings = read(file, shown(file, named));
        if (settings == null || problems.hasErrors()) {
            throw Refusal.wrongFiles(problems.all());
        }
        return settings;
    }

    private @Nullable Path nearest() {
        for (Path folder = surroundings.folder(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(NAME))) {
                return folder.resolve(NAME);
            }
        }
        return null;
    }

    private String shown(Path file, @Nullable Path named) {
        if (named != null) {
            return named.toString();
        }
        return file.startsWith(surroundings.folder())
                ? surroundings.folder().relativize(file).toString()
                : file.toString();
    }

    private Settings builtIn() {
        return new Settings(
                null,
                surroundings.home(),
                StorePlace.SQLITE,
                List.of(surroundings.shippedRunbooks()),
                List.of(),
                Settings.SANDBOX,
                Map.of(Settings.SANDBOX, Profile.onEstate(Settings.SANDBOX, surroundings.shippedEstate())),
                new Settings.Planning(List.of(surroundings.folder().resolve(SCHEDULES)), Map.of()),
                Retention.FOR_EVER,
                Serving.STANDARD);
    }

    private @Nullable Settings read(Path file, String name) {
        Optional<SourceText> source = source(file, name);
        Optional<PlacedData> data = source.flatMap(text -> PlacedData.read(text, problems));
        if (data.isEmpty()) {
            return null;
        }
        ConfigKeys keys = ConfigKeys.of(data.get(), name, problems)
                .only(
                        "runwright",
                        "home",
                        "store",
                        "runbooks",
                        "schedules",
                        "calendars",
                        "catalogue",
                        "default_profile",
                        "profiles",
                        "retention",
                        "serve");
        if (!Long.valueOf(1).equals(keys.value("runwright"))) {
            keys.problem(
                    "runwright", "wrong_version", "'runwright' must be the version of the configuration, 1.", null);
        }
        return settings(keys, file, folderOf(file));
    }

    private Optional<SourceText> source(Path file, String name) {
        try {
            return SourceText.decode(name, Files.readAllBytes(file), problems);
        } catch (IOException e) {
            throw Refusal.wrongCall(
                    "no_config", "The configuration " + name + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private Settings settings(ConfigKeys keys, Path file, Path folder) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        ConfigProfile reader = new ConfigProfile(folder);
        keys.child("profiles").eachChild((name, profile) -> profiles.put(name, reader.read(name, profile)));
        if (profiles.isEmpty()) {
            profiles.put(Settings.SANDBOX, Profile.onEstate(Settings.SANDBOX, surroundings.shippedEstate()));
        }
        String standard = keys.text("default_profile");
        if (standard != null && !profiles.containsKey(standard)) {
            keys.problem(
                    "default_profile",
                    "no_such_profile",
                    "There is no profile '" + standard + "'.",
                    DidYouMean.hint(standard, profiles.keySet()));
        }
        List<Path> runbooks = Stream.concat(
                        keys.texts("runbooks").stream().map(folder::resolve), Stream.of(surroundings.shippedRunbooks()))
                .map(Path::normalize)
                .distinct()
                .toList();
        List<Path> catalogue = keys.texts("catalogue").stream()
                .map(folder::resolve)
                .map(Path::normalize)
                .toList();
        return new Settings(
                file,
                home(keys, folder),
                ConfigStore.read(keys),
                runbooks,
                catalogue,
                standard,
                profiles,
                planning(keys, folder),
                retention(keys.child("retention")),
                serving(keys.child("serve")));
    }

    private static Serving serving(ConfigKeys keys) {
        keys.only("at_once");
        Object atOnce = keys.value("at_once");
        if (atOnce instanceof Long number && number >= 1 && number <= MOST_AT_ONCE) {
            return new Serving(number.intValue());
        }
        if (keys.has("at_once")) {
            keys.wrong("at_once", "a number from 1 to " + MOST_AT_ONCE);
        }
        return Serving.STANDARD;
    }

    private Settings.Planning planning(ConfigKeys keys, Path folder) {
        List<String> folders = keys.has(SCHEDULES) ? keys.texts(SCHEDULES) : List.of(SCHEDULES);
        Map<String, Path> calendars = new LinkedHashMap<>();
        ConfigKeys named = keys.child("calendars");
        for (String name : named.data().keySet()) {
            String file = named.text(name);
            if (file != null) {
                calendars.put(name, folder.resolve(file).normalize());
            }
        }
        return new Settings.Planning(
                folders.stream().map(folder::resolve).map(Path::normalize).toList(), calendars);
    }

    private static Retention retention(ConfigKeys keys) {
        keys.only("outputs", "events", "automatic");
        return new Retention(age(keys, "outputs"), age(keys, "events"), keys.flag("automatic", false));
    }

    private static @Nullable Duration age(ConfigKeys keys, String key) {
        String text = keys.text(key);
        Duration age = text == null ? null : DurationText.parse(text).orElse(null);
        if (text != null && (age == null || age.compareTo(Duration.ofDays(1)) < 0)) {
            keys.wrong(key, "an age of at least a day, like 90d");
        }
        return age;
    }

    private Path home(ConfigKeys keys, Path folder) {
        String home = keys.text("home");
        boolean overridden =
                home == null || !surroundings.variable("RUNWRIGHT_HOME").isEmpty();
        return overridden ? surroundings.home() : folder.resolve(home).normalize();
    }
}
