package dev.runwright.check;

import dev.runwright.model.AssertStep;
import dev.runwright.model.InputType;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.PlacedText;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Schedule;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.WaitStep;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a schedule against what it names: its runbook with the inputs, its profile, the time that steps may take. Stateless. */
public final class ScheduleChecker {
    private ScheduleChecker() {}

    /**
     * What a schedule may name.
     *
     * @param runbooks finds its runbook
     * @param names of runbooks, for hints
     * @param profiles of the configuration
     */
    public record Known(CalledRunbooks runbooks, Collection<String> names, Collection<String> profiles) {
        /** Copies the names. */
        public Known {
            names = List.copyOf(names);
            profiles = List.copyOf(profiles);
        }
    }

    /** All problems in the order of their places. */
    public static List<Problem> check(Schedule schedule, Known known) {
        Problems problems = new Problems();
        if (schedule.title() == null) {
            problems.warning(
                    schedule.position(),
                    "no_title",
                    "The schedule has no 'title'.",
                    "One line says to others what it is for.");
        }
        profile(schedule, known, problems);
        PlacedText name = schedule.runbook();
        Optional<Runbook> runbook = known.runbooks().find(name.text());
        if (runbook.isEmpty()) {
            String near = DidYouMean.hint(name.text(), known.names());
            problems.error(
                    name.position(),
                    "no_such_runbook",
                    "There is no runbook '" + name.text() + "' without errors.",
                    near.isEmpty() ? "'runwright lint " + name.text() + "' says what is wrong." : near);
        } else {
            new CallRules(known.runbooks(), KnownInputs.NONE, problems)
                    .contract(schedule.runbook().position(), schedule.with(), runbook.get(), given());
            time(schedule, runbook.get(), problems);
        }
        return problems.all();
    }

    /** A secret is named by where it lies, and a run by its id, as on the command line. */
    private static Set<InputType> given() {
        return Set.of(InputType.SECRET, InputType.RUN);
    }

    private static void profile(Schedule schedule, Known known, Problems problems) {
        PlacedText profile = schedule.profile();
        if (profile != null && !known.profiles().contains(profile.text())) {
            String near = DidYouMean.hint(profile.text(), known.profiles());
            problems.error(
                    profile.position(),
                    "no_such_profile",
                    "There is no profile '" + profile.text() + "'.",
                    near.isEmpty() ? "There are: " + String.join(", ", known.profiles()) + "." : near);
        }
    }

    private static void time(Schedule schedule, Runbook runbook, Problems problems) {
        Duration most = schedule.window().lasts().minus(schedule.window().reserve());
        Duration timeout = runbook.timeout();
        Stream.concat(runbook.steps().stream(), runbook.always().stream())
                .flatMap(ScheduleChecker::leaves)
                .forEach(step -> time(step, schedule, most, problems));
        if (timeout != null && timeout.compareTo(most) > 0) {
            problems.warning(
                    schedule.window().position(),
                    "may_not_end",
                    "The runbook '" + runbook.name() + "' may take " + timeout.toMinutes() + " min, and the window has "
                            + most.toMinutes() + " min without its reserve.",
                    "What does not fit goes on in the next window.");
        }
    }

    private static void time(Step step, Schedule schedule, Duration most, Problems problems) {
        Duration own = step.head().timeout();
        Duration reckoned = own != null ? own : takesTime(step) ? StepHead.STANDARD_TIMEOUT : Duration.ZERO;
        if (reckoned.compareTo(most) <= 0) {
            return;
        }
        String label = "The step '" + step.head().label() + "' (" + step.position() + ") ";
        String window = "the window has " + most.toMinutes() + " min without its reserve: ";
        if (own != null) {
            problems.error(
                    schedule.window().position(),
                    "never_fits",
                    label + "may take " + own.toMinutes() + " min, and " + window + "it never begins.",
                    "Give the window more time or the step a shorter 'timeout'.");
        } else {
            problems.warning(
                    schedule.window().position(),
                    "does_not_fit",
                    label + "says no 'timeout', so " + reckoned.toMinutes()
                            + " min are reckoned until some runs have shown what it takes, and " + window
                            + "it does not begin.",
                    "Give the step a 'timeout' that it keeps, or the window more time.");
        }
    }

    private static boolean takesTime(Step step) {
        return !(step instanceof AssertStep
                || step instanceof PeopleStep
                || step instanceof WaitStep
                || step instanceof RunbookStep);
    }

    private static Stream<Step> leaves(Step step) {
        return step.inside().isEmpty()
                ? Stream.of(step)
                : step.inside().stream().flatMap(ScheduleChecker::leaves);
    }
}
