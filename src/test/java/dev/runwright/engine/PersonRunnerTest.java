package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.AnswerRefused;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.journal.StepView;
import dev.runwright.model.ApproveStep;
import dev.runwright.model.AskStep;
import dev.runwright.model.Audience;
import dev.runwright.model.Input;
import dev.runwright.model.InputType;
import dev.runwright.model.ManualStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PersonRunnerTest {
    private static final Position AT = Position.startOf("test.yaml");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Policy POLICY =
            new Policy(true, List.of(), Map.of("security", List.of("ann", "bob", "eva")), List.of(), 0, false);

    @TempDir
    Path folder;

    private EngineBench bench;
    private RunWriter writer;
    private RunStarted started;
    private Instant now = NOON;
    private Object imap = true;

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
        begin(true);
    }

    private void begin(boolean approvals) {
        ProcessMark process = new ProcessMark("host", 1, Instant.EPOCH);
        started = new RunStarted(
                "run",
                "test",
                "test.yaml",
                "d1",
                Map.of(),
                "d2",
                Map.of(),
                Map.of(),
                NOON,
                null,
                "contoso",
                "tiny",
                true,
                "ann",
                null,
                null,
                List.of(),
                process,
                "1",
                List.of(),
                approvals,
                List.of(),
                Map.of(),
                null,
                null);
        if (writer != null) {
            writer.close();
        }
        writer = bench.journal.begin(approvals ? "run-a" : "run-b", started);
    }

    @AfterEach
    void close() {
        writer.close();
        bench.close();
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private Plan plan(String path) {
        Plan.Difference difference = new Plan.Difference("ImapEnabled", imap, false);
        Plan.Step step = new Plan.Step(
                "close/imap",
                "cmdlet",
                "changed",
                "Set-CASMailbox",
                "change",
                List.of(difference),
                Plan.Known.NOW,
                List.of(),
                false);
        return new Plan("test", List.of(step), null, List.of());
    }

    /** One turn of the step, with what the journal says of it so far. */
    private StepResult turn(Step step) {
        writer.commit();
        StepView past = RunView.of(bench.journal.read(writer.run()))
                .steps()
                .get(step.head().label());
        Definition definition = EngineBench.runbook("steps: [{assert: \"${{ true }}\", else: never}]\n");
        WindowBudget anytime = new WindowBudget(
                null, RunEngine.Keeping.of(clock()), new Needs(definition, bench.journal, "contoso"), null);
        RunContext context = new RunContext(
                definition,
                bench.world(),
                writer,
                new RunRequest.Watch(RunListener.NONE, new Cancellation()),
                new RunContext.Behind(History.NONE, List.of(), Vault.NONE, Spill.NONE, ChosenKeys.ALL, null, anytime));
        Frame frame = Frame.top(Map.of(), new StepResults(), NOON);
        PersonRunner runner =
                new PersonRunner(context, new People(started, POLICY, clock(), bench.journal, this::plan));
        StepResult result = runner.run(step, step.head().label(), frame, past);
        writer.commit();
        return result;
    }

    private PersonAsked asked(String path) {
        return Objects.requireNonNull(
                RunView.of(bench.journal.read(writer.run())).steps().get(path).asked());
    }

    private void answer(String path, String answer, String actor, String comment, Map<String, Object> values) {
        writer.append(new Answered(
                path, answer, actor, comment, values, null, asked(path).digest(), now));
    }

    private void approve(String actor) {
        answer("go", "approved", actor, null, Map.of());
    }

    private long entries(Class<?> type) {
        return bench.journal.read(writer.run()).stream()
                .filter(entry -> type.isInstance(entry.entry()))
                .count();
    }

    private static StepHead head(String label) {
        return StepHead.bare(AT, label, label);
    }

    private static Template text(String text) {
        return new Template.Literal(AT, text);
    }

    private static Audience security(Duration expires) {
        return new Audience(text("security"), expires);
    }

    private static ApproveStep approval(int quorum, boolean byDefault) {
        return new ApproveStep(
                head("go"), text("Close it?"), null, security(Duration.ofHours(4)), quorum, byDefault, false);
    }

    private static AskStep question(boolean withDefault) {
        Input days = new Input(
                AT,
                "days",
                InputType.INT,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                withDefault,
                7L,
                "How long?");
        return new AskStep(head("how"), text("How long?"), List.of(days), null, security(Duration.ofHours(4)));
    }

    @Test
    void itAsksOnceAndWaitsUntilEnoughDistinctPeopleApprove() {
        ApproveStep step = approval(2, false);
        assertThat(turn(step).state()).isEqualTo("waiting");
        assertThat(turn(step).state()).isEqualTo("waiting");
        approve("bob");
        approve("BOB");
        StepResult waiting = turn(step);
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(waiting.error().message()).contains("1 of 2", "BOB does not count: one person counts once");
        approve("eva");
        StepResult ok = turn(step);
        assertThat(ok.state()).isEqualTo("ok");
        assertThat(ok.output().toString()).contains("approved=true", "by=[bob, eva]", "by_default=false");
        assertThat(entries(PersonAsked.class)).isEqualTo(1);
    }

    @Test
    void neitherTheStarterNorAStrangerCounts() {
        ApproveStep step = approval(1, false);
        turn(step);
        approve("CONTOSO\\ann");
        approve("mallory");
        StepResult waiting = turn(step);
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(waiting.error().message())
                .contains("has started the run", "mallory may not answer it; it waits for security");

        assertThat(entries(AnswerRefused.class)).isEqualTo(2);
        StepView past = RunView.of(bench.journal.read(writer.run())).steps().get("go");
        assertThat(past.isAsking()).isTrue();
        assertThat(past.answers()).isEmpty();
        approve("bob");
        assertThat(turn(step).state()).isEqualTo("ok");
    }

    @Test
    void oneRejectionFailsIt() {
        ApproveStep step = approval(2, false);
        turn(step);
        approve("bob");
        answer("go", "rejected", "eva", "not today", Map.of());
        StepResult failed = turn(step);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error().kind()).isEqualTo(ErrorClass.DENIED);
        assertThat(failed.error().message()).isEqualTo("Rejected by eva: not today");
    }

    @Test
    void anApprovalOfWhatHasDriftedIsVoidAndTheDifferenceIsSaid() {
        ApproveStep step = approval(1, false);
        turn(step);
        approve("bob");
        imap = null;
        StepResult voided = turn(step);
        assertThat(voided.state()).isEqualTo("waiting");
        assertThat(voided.error().message())
                .contains("close/imap: ImapEnabled was true -> false, now null -> false", "void");
        assertThat(entries(PersonAsked.class)).isEqualTo(2);
        assertThat(turn(step).state()).isEqualTo("waiting");
        approve("bob");
        assertThat(turn(step).state()).isEqualTo("ok");
    }

    @Test
    void anAnswerToAnEarlierQuestionDoesNotCount() {
        ApproveStep step = approval(1, false);
        turn(step);
        writer.append(new Answered("go", "approved", "bob", null, Map.of(), null, "sha256:other", now));
        assertThat(turn(step).error().message()).contains("it approves something else than what is asked");
    }

    @Test
    void afterItsTimeTheStandardAnswerCountsAndALateOneDoesNot() {
        turn(approval(1, false));
        now = NOON.plus(Duration.ofHours(4));
        approve("bob");
        StepResult failed = turn(approval(1, false));
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error().message()).contains("Rejected by default", "only 0 of 1");
    }

    @Test
    void anApprovalByDefaultSaysSo() {
        turn(approval(1, true));
        now = NOON.plus(Duration.ofHours(5));
        StepResult ok = turn(approval(1, true));
        assertThat(ok.state()).isEqualTo("ok");
        assertThat(ok.output().toString()).contains("by_default=true", "by=[]");
    }

    @Test
    void waivedApprovalsAreSkippedAndSayByWhichProfile() {
        begin(false);
        StepResult skipped = turn(approval(1, false));
        assertThat(skipped.state()).isEqualTo("skipped");
        assertThat(skipped.warnings()).containsExactly("waived by profile contoso");
        assertThat(entries(PersonAsked.class)).isZero();
    }

    @Test
    void theFirstAnswerFillsTheFormAndTheStarterMayGiveIt() {
        turn(question(false));
        answer("how", "filled_in", "ann", null, Map.of("days", 3L));
        answer("how", "filled_in", "bob", null, Map.of("days", 5L));
        StepResult ok = turn(question(false));
        assertThat(ok.state()).isEqualTo("ok");
        assertThat(ok.output()).isEqualTo(Map.of("days", 3L));
    }

    @Test
    void aFormThatNobodyFillsTakesItsDefaultsOrFails() {
        turn(question(true));
        now = NOON.plus(Duration.ofDays(1));
        assertThat(turn(question(true)).output()).isEqualTo(Map.of("days", 7L));
    }

    @Test
    void aFormWithoutDefaultsFailsWhenItsTimeIsOver() {
        turn(question(false));
        now = NOON.plus(Duration.ofDays(1));
        StepResult failed = turn(question(false));
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.error().kind()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void manualWorkIsAChangeByTheOneWhoDidIt() {
        ManualStep step = new ManualStep(head("pull"), text("Pull the cable."), null, new Audience(null, null));
        assertThat(turn(step).error().message()).contains("Pull the cable.");
        answer("pull", "done", "eva", "it was blue", Map.of());
        StepResult changed = turn(step);
        assertThat(changed.state()).isEqualTo("changed");
        assertThat(changed.output().toString()).contains("by=eva", "comment=it was blue");
    }
}
