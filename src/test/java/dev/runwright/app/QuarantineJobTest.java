package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineJobTest {
    private static final String[] QUARANTINE = {
        "rehearse",
        "quarantine-mailbox",
        "-i",
        "mailbox=anna@contoso.com",
        "-i",
        "ticket=SEC-1",
        "-o",
        "json",
        "-i",
        "end_sessions=false",
        "-i",
        "reset_password=false",
        "-i",
        "confirm_risk=false"
    };
    private static final String[] WHOLE = {
        "rehearse", "quarantine-mailbox", "-i", "mailbox=anna@contoso.com", "-i", "ticket=SEC-1", "-o", "json"
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Tool tool;

    @BeforeEach
    void setUp() {
        tool = new Tool(folder);
    }

    @Test
    void theDemoQuarantinesVerifiesUndoesAndFindsNoDifference() {
        Tool.Done done = tool.run("demo", "-o", "json");
        assertThat(done.code()).isZero();
        Map<String, @Nullable Object> document = done.document();
        assertThat(Data.list(document.get("difference"))).isEmpty();
        assertThat(Data.map(document.get("quarantine"))).containsEntry("state", "succeeded");
        assertThat(recap(Data.map(document.get("quarantine")), "changed")).isPositive();
        assertThat(recap(Data.map(document.get("undo")), "changed"))
                .isEqualTo(recap(Data.map(document.get("quarantine")), "changed"));
    }

    @Test
    void anUndoneUndoIsTheRunAgain() {
        tool.run("estate", "snapshot", "before");
        tool.run(QUARANTINE);
        tool.run("estate", "snapshot", "quarantined");
        assertThat(tool.run("undo", "last", "--all").code()).isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
        Tool.Done again = tool.run("undo", "last", "--all");
        assertThat(again.code()).as(again.out()).isZero();
        assertThat(again.out())
                .contains("messageRules/38yfk4t2xla81 {\"isEnabled\":false}")
                .doesNotContain("{\"isEnabled\":true}")
                .contains("failed 0");
    }

    @Test
    void whatCannotBeTakenBackIsNamedAndIsAllThatIsLeft() {
        tool.run("estate", "snapshot", "before");
        assertThat(tool.run(WHOLE).code()).isZero();
        assertThat(tool.run(WHOLE).document().get("recap")).asString().contains("changed=0");

        Tool.Done undone = tool.run("undo", firstRun(), "--all");

        assertThat(undone.out()
                        .lines()
                        .filter(line -> line.startsWith("irreversible"))
                        .map(line -> line.split(" +", -1)[1]))
                .contains("close/sessions_off", "close/password_in_the_cloud", "report/risk_confirmed");
        assertThat(tool.run("estate", "diff", "before", "-o", "json").list())
                .extracting(one -> String.valueOf(Data.map(one).get("property")))
                .containsOnly(
                        "valid",
                        "lastPasswordChangeDateTime",
                        "signInSessionsValidFromDateTime",
                        "riskDetail",
                        "riskState");
    }

    private String firstRun() {
        List<@Nullable Object> runs = tool.run("runs", "-o", "json").list();
        return String.valueOf(Data.map(runs.get(0)).get("run"));
    }

    @Test
    void anUndoOfAStepThatTheRunDoesNotHaveIsRefused() {
        tool.run(QUARANTINE);
        for (String option : new String[] {"--only", "--except", "--include"}) {
            Tool.Done done = tool.run("undo", "last", option, "close_protocol");
            assertThat(done.code()).isEqualTo(2);
            assertThat(done.err()).contains(option + " close_protocol", "close/close_protocols");
        }
        assertThat(tool.run("runs", "-o", "json").list()).hasSize(1);
    }

    @Test
    void aPlanSendsNothing() {
        tool.run("estate", "snapshot", "s");
        Tool.Done plan = tool.run(
                "plan", "quarantine-mailbox", "-i", "mailbox=anna@contoso.com", "-i", "ticket=SEC-1", "-ojson");
        assertThat(plan.code()).isZero();
        assertThat(Data.map(plan.document().get("counts")).get("changes")).isNotEqualTo(0L);
        assertThat(tool.run("estate", "diff", "s").code()).isZero();
        assertThat(tool.run("runs", "-o", "json").list()).isEmpty();
    }

    @Test
    void theSecondTimeNothingChangesAndTheFirstRunIsNamed() {
        Map<String, @Nullable Object> first = tool.run(QUARANTINE).document();
        Map<String, @Nullable Object> second = tool.run(QUARANTINE).document();
        assertThat(second).containsEntry("state", "succeeded");
        assertThat(recap(second, "changed")).isZero();
        assertThat(recap(second, "failed")).isZero();
        assertThat(Data.texts(second.get("in_force"))).containsExactly(String.valueOf(first.get("run")));
        assertThat(tool.run("runs", "--in-force", "--lock", "mailbox/anna@contoso.com", "-o", "json")
                        .list())
                .hasSize(1);
    }

    @Test
    void anUndoAfterSomebodyElsesChangeStopsAndThenKeepsItWhenTold() throws IOException {
        tool.run("estate", "snapshot", "s");
        String run = String.valueOf(tool.run(QUARANTINE).document().get("run"));
        assertThat(tool.run("rehearse", somebodyElse()).code()).isZero();

        Tool.Done asked = tool.run("undo", run, "-o", "json");
        assertThat(asked.code()).isEqualTo(3);
        assertThat(asked.document()).containsEntry("run", null).containsEntry("state", "drifted");
        assertThat(asked.err()).contains("MailTip", "--if-drifted keep", "--if-drifted overwrite");

        assertThat(tool.run("undo", run, "--if-drifted", "keep").code()).isZero();
        Tool.Done difference = tool.run("estate", "diff", "s", "-o", "json");
        assertThat(difference.list())
                .singleElement()
                .satisfies(one -> assertThat(Data.map(one)).containsEntry("property", "MailTip"));
    }

    @Test
    void anUndoOverwritesSomebodyElsesChangeWhenTold() throws IOException {
        tool.run("estate", "snapshot", "s");
        String run = String.valueOf(tool.run(QUARANTINE).document().get("run"));
        assertThat(tool.run("rehearse", somebodyElse()).code()).isZero();
        assertThat(tool.run("undo", run, "--if-drifted", "overwrite").code()).isZero();
        assertThat(tool.run("estate", "diff", "s", "-o", "json").list()).isEmpty();
    }

    @Test
    void theSameRunbookGivesTheSameJournalOnARealPowerShell() throws IOException {
        String pwsh = System.getenv("RUNWRIGHT_PWSH");
        assumeTrue(pwsh != null && !pwsh.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        Tool real = new Tool(Files.createDirectory(folder.resolve("real")));
        real.environment.put("RUNWRIGHT_PWSH", pwsh);
        Map<String, @Nullable Object> run = real.run(QUARANTINE).document();
        assertThat(Data.map(Data.map(run.get("shells")).get("exchange"))).containsEntry("engine", "pwsh");
        tool.run(QUARANTINE);
        assertThat(real.run("audit", "last", "--normalized", "-o", "json").out())
                .isEqualTo(
                        tool.run("audit", "last", "--normalized", "-o", "json").out());
    }

    @Test
    void theRestoreRunbookPutsTheMailboxBack() {
        tool.run("estate", "snapshot", "s");
        tool.run(QUARANTINE);
        Tool.Done restore = tool.run(
                "rehearse",
                "restore-mailbox",
                "-i",
                "run=last",
                "-i",
                "accept_risk=true",
                "-i",
                "unblock_sender=false",
                "-o",
                "json");
        assertThat(restore.document()).containsEntry("state", "succeeded");
        assertThat(recap(restore.document(), "changed")).isPositive();
        String id = String.valueOf(
                Data.map(tool.run("runs", "-o", "json").list().get(0)).get("run"));
        assertThat(tool.run("show", id, "-o", "json").document()).containsEntry("state", "partly undone");

        Tool.Done all = tool.run("undo", id, "--all");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(tool.run("estate", "diff", "s").code()).isZero();
        Tool.Done none = tool.run("rehearse", "restore-mailbox", "-i", "run=" + id);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("undone already");
    }

    @Test
    void theEndNamesTheNewestRunsInForceAndCountsTheOthers() throws IOException {
        for (int number = 0; number < 5; number++) {
            assertThat(tool.run("rehearse", tip("tip " + number)).code()).isZero();
        }
        Tool.Done done = tool.run("rehearse", tip("the last tip"));
        assertThat(done.out().lines().filter(line -> line.endsWith("takes that one back.")))
                .hasSize(3);
        assertThat(done.out()).contains("and 2 more: 'runwright runs --in-force' lists them.");
    }

    @Test
    void runsSayWhenEachBegan() throws IOException {
        tool.run("rehearse", somebodyElse());
        assertThat(tool.run("runs").out()).matches("(?s)\\S+  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  succeeded .*");
    }

    @Test
    void whatAnUndoLeavesOutIsSaidOnce() {
        tool.run(QUARANTINE);
        Tool.Done done = tool.run("undo", "last", "--only", "close/close_protocols");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out().lines().filter(line -> line.startsWith("left out") && line.contains("comfort/hide")))
                .hasSize(1);
    }

    private String tip(String text) throws IOException {
        return tool.write("tip.yaml", """
                runwright: 1
                runbook: tip
                title: Somebody else
                lock: mailbox/anna@contoso.com
                steps:
                  - cmdlet: Set-Mailbox
                    with: {Identity: anna@contoso.com, MailTip: %s}
                    state: Get-Mailbox
                """.formatted(text));
    }

    private String somebodyElse() throws IOException {
        return tool.write("mail-tip.yaml", """
                runwright: 1
                runbook: mail-tip
                title: Somebody else
                steps:
                  - cmdlet: Set-Mailbox
                    with: {Identity: anna@contoso.com, MailTip: On leave}
                    state: Get-Mailbox
                """);
    }

    private static long recap(Map<String, @Nullable Object> run, String word) {
        return Long.parseLong(String.valueOf(Data.map(run.get("recap")).get(word)));
    }
}
