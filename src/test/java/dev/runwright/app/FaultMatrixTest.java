package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any call of a procedure goes wrong, before or after its effect, or takes its shell along: the run ends in a state that is said, is
 * carried on, and can be taken back but for what is named.
 */
@NullUnmarked
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class FaultMatrixTest {
    /** With {@code -Drunwright.faults=N} so many calls of each procedure, each in every way; else two, each in one. */
    private static final int SAMPLE = Integer.getInteger("runwright.faults", 2);

    private static final List<String> KINDS =
            List.of("before with error Boom: It broke.", "after with error Boom: It broke.", "after with die");
    private static final Set<String> NOT_REVERSED = Set.of(
            "valid",
            "lastPasswordChangeDateTime",
            "signInSessionsValidFromDateTime",
            "riskDetail",
            "riskState",
            "riskLevel",
            "riskLastUpdatedDateTime",
            "PasswordLastSet",
            "Begun");

    @TempDir
    Path folder;

    /** A procedure in a company; {@code lasting} are the differences that an undo leaves and names. */
    private record Procedure(String company, List<String> inputs, Predicate<String> lasting, List<String> first) {
        Procedure(String company, List<String> inputs, Predicate<String> lasting) {
            this(company, inputs, lasting, List.of());
        }
    }

    @Test
    void aQuarantineInTheCloud() throws Exception {
        matrix("quarantine-mailbox", new Procedure("contoso", quarantine("anna@contoso.com"), this::isNotReversed));
    }

    @Test
    void aQuarantineOnPremises() throws Exception {
        matrix("quarantine-mailbox", new Procedure("fabrikam", quarantine("greta@fabrikam.com"), this::isNotReversed));
    }

    @Test
    void aRestoringInTheCloud() throws Exception {
        List<String> inputs = List.of(
                "run=QUARANTINE",
                "unblock_sender=false",
                "include=[\"forwarding_off\",\"cloud_rules_off\",\"permissions_off\",\"send_as_off\",\"auto_reply_off\"]");
        matrix(
                "restore-mailbox",
                new Procedure(
                        "contoso",
                        inputs,
                        // a rule that is made again is another object
                        difference -> isNotReversed(difference) || difference.startsWith("exchange/transportrules/"),
                        List.of(command("contoso", "quarantine-mailbox", quarantine("anna@contoso.com")))));
    }

    @Test
    void anApproval() throws Exception {
        matrix(
                "approve-updates",
                new Procedure(
                        "contoso",
                        List.of("server=WSUS01", "synchronise=false"),
                        difference -> !difference.contains("updates/approvals")));
    }

    @Test
    void aSynchronisation() throws Exception {
        List<String> inputs = List.of("server=WSUS01", "approve=5a1c6f0e-0d5c-4f1b-9d55-000000000001", "group=Pilot");
        matrix(
                "synchronize-updates",
                new Procedure("contoso", inputs, difference -> !difference.contains("updates/approvals")));
    }

    private static List<String> quarantine(String mailbox) {
        return List.of("mailbox=" + mailbox, "ticket=INC-1");
    }

    private boolean isNotReversed(String difference) {
        return NOT_REVERSED.contains(difference.substring(difference.indexOf(' ') + 1));
    }

    private void matrix(String runbook, Procedure procedure) throws Exception {
        Tool before = open("before", procedure);
        String quarantined = "";
        if (!procedure.first().isEmpty()) {
            assertThat(before.run(procedure.first().toArray(String[]::new)).code())
                    .isZero();
            quarantined = lastRun(before);
        }
        assertThat(before.run("estate", "snapshot", "before", "--profile", procedure.company())
                        .code())
                .isZero();
        List<String> inputs = new ArrayList<>();
        for (String input : procedure.inputs()) {
            inputs.add(input.replace("QUARANTINE", quarantined));
        }
        String[] command = command(procedure.company(), runbook, inputs);
        Tool whole = copy(before, "whole");
        long from = calls(whole, procedure);
        Tool.Done undisturbed = whole.run(command);
        assertThat(undisturbed.code()).as(undisturbed.out() + undisturbed.err()).isZero();
        int calls = (int) (calls(whole, procedure) - from);
        Map<String, Integer> ends = new TreeMap<>();
        int parts = Math.min(SAMPLE, calls);
        for (int part = 0; part < parts; part++) {
            int call = 1 + Math.min(calls - 1, calls * (2 * part + 1) / (2 * parts));
            List<String> kinds = SAMPLE > 2 ? KINDS : List.of(KINDS.get((call + part) % KINDS.size()));
            for (String kind : kinds) {
                String fault = "fail call " + call + " " + kind;
                Tool tool = copy(before, "at-" + call + "-" + KINDS.indexOf(kind));
                String state = struck(tool, procedure, fault, command);
                ends.merge(state, 1, Integer::sum);
                if (SAMPLE > 2) {
                    System.out.printf("%s at %s: %s: %s%n", runbook, procedure.company(), fault, state);
                }
                delete(tool.folder);
            }
        }
        System.out.printf("%s at %s: %d calls, struck %s%n", runbook, procedure.company(), calls, ends);
    }

    /** One run that a fault strikes, carried on and taken back; gives the state that the fault left it in. */
    private static String struck(Tool tool, Procedure procedure, String fault, String... command) {
        assertThat(tool.run("estate", "fault", fault, "--profile", procedure.company())
                        .code())
                .isZero();
        Tool.Done done = tool.run(command);
        Object state = tool.run("show", "last", "-o", "json").document().get("state");
        assertThat(state).as(fault).isIn("succeeded", "failed", "unknown");
        assertThat(done.code())
                .as("%s: %s%s", fault, done.out(), done.err())
                .isEqualTo(Map.of("succeeded", 0, "failed", 1, "unknown", 4).get(String.valueOf(state)));
        tool.run("estate", "fault", "--clear", "--profile", procedure.company());
        if ("unknown".equals(state)) {
            carriedOn(tool, fault);
        }

        Tool.Done again = tool.run(command);
        if (!again.err()
                .contains("it is undone already")) { // a restoring that went on to its end has nothing more to do
            assertThat(again.code())
                    .as("%s, then again: %s%s", fault, again.out(), again.err())
                    .isZero();
        }

        takenBack(tool, procedure, fault);
        return String.valueOf(state);
    }

    /** What nothing can tell is asked for; here nothing was done, or it may be done once more. */
    private static void carriedOn(Tool tool, String fault) {
        Map<String, Object> run = tool.run("show", "last", "-o", "json").document();
        String open = Data.list(run.get("steps")).stream()
                .map(Data::map)
                .filter(step -> "unknown".equals(step.get("state")))
                .map(step -> String.valueOf(step.get("path")))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElseThrow();
        Tool.Done resumed = tool.run("resume", "last", "--retry", open);
        assertThat(resumed.code())
                .as("%s, resumed: %s%s", fault, resumed.out(), resumed.err())
                .isIn(0, 1);
    }

    private static void takenBack(Tool tool, Procedure procedure, String fault) {
        Set<String> kept = new TreeSet<>();
        if (!procedure.first().isEmpty()) {
            kept.add("quarantine-mailbox"); // it is what the procedure takes back, not the procedure
        }
        List<Map<String, Object>> runs = new ArrayList<>();
        tool.run("runs", "-o", "json").list().forEach(run -> runs.add(0, Data.map(run)));
        for (Map<String, Object> run : runs) {
            if (kept.contains(String.valueOf(run.get("runbook"))) || "undo".equals(run.get("mode"))) {
                continue;
            }
            Tool.Done undone = tool.run("undo", String.valueOf(run.get("run")), "--all", "--if-drifted", "overwrite");
            assertThat(undone.code())
                    .as("%s, undo: %s%s", fault, undone.out(), undone.err())
                    .isZero();
        }
        List<String> left =
                tool.run("estate", "diff", "before", "--profile", procedure.company(), "-o", "json").list().stream()
                        .map(Data::map)
                        .map(difference -> difference.get("path") + " " + difference.get("property"))
                        .filter(procedure.lasting().negate())
                        .toList();
        assertThat(left).as(fault).isEmpty();
        assertThat(tool.run("audit", "verify").code()).as(fault).isZero();
    }

    private static long calls(Tool tool, Procedure procedure) {
        Map<String, Object> estate = tool.run("estate", "show", "-o", "json", "--profile", procedure.company())
                .document();
        return Data.list(estate.get("log")).size();
    }

    private static String lastRun(Tool tool) {
        return String.valueOf(tool.run("show", "last", "-o", "json").document().get("run"));
    }

    private static String[] command(String company, String runbook, List<String> inputs) {
        List<String> words = new ArrayList<>(List.of("rehearse", runbook, "--profile", company));
        inputs.forEach(input -> words.addAll(List.of("-i", input)));
        return words.toArray(String[]::new);
    }

    private Tool open(String name, Procedure procedure) throws IOException {
        Tool tool = new Tool(Files.createDirectory(folder.resolve(name)));
        Path estates = Path.of(System.getProperty("runwright.install"), "examples/estates")
                .toAbsolutePath();
        tool.write(
                "runwright.yaml",
                "runwright: 1\nprofiles:\n  %1$s: {estate: %2$s}\n"
                        .formatted(
                                procedure.company(),
                                Json.write(estates.resolve(procedure.company() + ".yaml")
                                        .toString())));
        return tool;
    }

    private Tool copy(Tool from, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from.folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.folder.relativize(file).toString()));
            }
        }
        return new Tool(to);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all = new ArrayList<>(files.toList());
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.delete(all.get(i));
            }
        }
    }
}
