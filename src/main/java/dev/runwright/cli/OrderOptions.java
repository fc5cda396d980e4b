package dev.runwright.cli;

import dev.runwright.engine.Origin;
import java.util.List;
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
}
