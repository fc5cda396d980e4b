package dev.runwright.cli;

import dev.runwright.engine.Origin;
import dev.runwright.model.RawInput;
import dev.runwright.model.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that starts from a runbook: which one, with what, where, and how to answer. */
final class OrderOptions {
    @Parameters(paramLabel = "RUNBOOK", description = "A runbook's name, or a path (with a slash or ending in .yaml).")
    private String runbook = "";

    @Mixin
    private final InputArguments inputs = new InputArguments();

    @Option(
            names = "--approvals",
            description = "Wait for people at 'approve' steps even where the profile waives them.")
    private boolean approvals;

    @Option(
            names = "--only",
            paramLabel = "KEY",
            description = "Only the items of fan-outs with this key; repeat it for several.")
    private List<String> only = List.of();

    @Mixin
    private final StartOptions start = new StartOptions();

    @Mixin
    private final CalendarOption calendar = new CalendarOption();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    Settings settings(Workbench workbench) {
        return workbench.settings(profile.config());
    }

    /** The profile that was named; null if none was. */
    @Nullable String profile() {
        return profile.profile();
    }

    boolean json() {
        return output.json();
    }

    Origin origin(Workbench workbench) {
        return calendar.of(start.origin(workbench));
    }

    /** The order in a profile, with the line that is said first; null for none. */
    Start.Order in(Settings settings, Profile chosen, @Nullable String notice) {
        return new Start.Order(settings, chosen, runbook, inputs.given(), notice, approvals, only);
    }

    /**
     * The same with the inputs of a schedule, where the call gives no others.
     *
     * @throws Refusal if it is a schedule of another runbook
     */
    Start.Order in(Settings settings, Profile chosen, String notice, Schedule schedule) {
        Path its = RunbookFiles.ofSchedule(schedule.runbook().text(), schedule.folder(), settings.runbooks());
        Path named = RunbookFiles.find(runbook, settings.runbooks());
        if (!named.toAbsolutePath().normalize().equals(its.toAbsolutePath().normalize())) {
            throw Refusal.wrongCall(
                    "wrong_call",
                    "Schedule '" + schedule.name() + "' (" + schedule.position() + ") runs "
                            + schedule.runbook().text() + ", not " + runbook + ".");
        }
        Map<String, RawInput> given = new LinkedHashMap<>(schedule.inputs());
        given.putAll(inputs.given());
        return new Start.Order(settings, chosen, runbook, given, notice, approvals, only);
    }
}
