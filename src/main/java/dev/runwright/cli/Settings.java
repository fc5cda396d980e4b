package dev.runwright.cli;

import dev.runwright.schedule.CalendarPolicy;
import dev.runwright.schedule.Calendars;
import dev.runwright.text.DidYouMean;
import dev.runwright.value.Data;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as it counts for this command (design 8): the file's, with what it leaves out filled in. Immutable.
 *
 * @param file the configuration file; null where there is none
 * @param home the folder of the state
 * @param store where the journal is kept
 * @param runbooks folders in which names of runbooks are looked up, in order
 * @param catalogue a team's own files of cmdlet facts
 * @param defaultProfile null where none is named
 * @param profiles by name
 * @param schedules where schedules and the calendars that they name are
 * @param retention how long what may be dropped is kept
 * @param serving how the service works
 */
public record Settings(
        @Nullable Path file,
        Path home,
        StorePlace store,
        List<Path> runbooks,
        List<Path> catalogue,
        @Nullable String defaultProfile,
        Map<String, Profile> profiles,
        Planning schedules,
        Retention retention,
        Serving serving) {
    /** The profile that is there without a configuration. */
    public static final String SANDBOX = "sandbox";

    /**
     * Where schedules are.
     *
     * @param folders of schedules, in order
     * @param calendars names that rules may use, with the iCalendar file of each
     */
    public record Planning(List<Path> folders, Map<String, Path> calendars) {
        /** Copies the collections. */
        public Planning {
            folders = List.copyOf(folders);
            calendars = Data.copy(calendars);
        }
    }

    /** Copies the collections. */
    public Settings {
        runbooks = List.copyOf(runbooks);
        catalogue = List.copyOf(catalogue);
        profiles = Data.copy(profiles);
    }

    /**
     * The profile of that name.
     *
     * @throws Refusal if there is none
     */
    public Profile profile(String name) {
        Profile profile = profiles.get(name);
        if (profile == null) {
            String hint = DidYouMean.hint(name, profiles.keySet());
            throw Refusal.wrongCall(
                    "no_such_profile",
                    "There is no profile '" + name + "' in " + where() + ". "
                            + (hint.isEmpty() ? "It has: " + String.join(", ", profiles.keySet()) + "." : hint));
        }
        return profile;
    }

    /**
     * The profile that a run uses: the one named, else the default one; without a configuration the sandbox.
     *
     * @throws Refusal if none is named and there is no default
     */
    public Profile chosen(@Nullable String name) {
        String chosen = name == null ? defaultProfile : name;
        if (chosen == null) {
            throw Refusal.wrongCall(
                    "no_profile",
                    "Which profile? " + where() + " names no default_profile: add --profile, one of "
                            + String.join(", ", profiles.keySet()) + ".");
        }
        return profile(chosen);
    }

    /** The calendars as rules see them, with the rules of the profiles. */
    public Calendars calendars() {
        Map<String, CalendarPolicy> policies = new LinkedHashMap<>();
        profiles.forEach((name, profile) -> {
            if (profile.policy().calendars() != null) {
                policies.put(name, profile.policy().calendars());
            }
        });
        return Calendars.of(schedules.calendars()).under(policies, defaultProfile);
    }

    /** The same settings over another folder of the state, with a SQLite file in it. */
    Settings at(Path otherHome) {
        return new Settings(
                file,
                otherHome,
                StorePlace.SQLITE,
                runbooks,
                catalogue,
                defaultProfile,
                profiles,
                schedules,
                retention,
                serving);
    }

    private String where() {
        return file == null ? "the built-in configuration" : file.toString();
    }
}
