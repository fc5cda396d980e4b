package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.StepView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ProtectionTest {
    private static final Policy ANNA = protecting("anna@tiny.example");
    private static final Protection PURE = new Protection(
            "work",
            List.of("anna@tiny.example", "Break Glass"),
            name -> name.equals("anna") || name.equals("anna@tiny.example") ? Optional.of("G-1") : Optional.empty());

    @TempDir
    Path folder;

    private EngineBench bench;

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
        bench.policy = ANNA;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Policy protecting(String... names) {
        return new Policy(false, List.of(), Map.of(), List.of(names), 0, false);
    }

    private static Cmdlets.Call call(String connection, String parameter, Object value) {
        return new Cmdlets.Call(connection, "Set-Mailbox", Map.of(parameter, value), List.of());
    }

    private static String close(String identity) {
        return """
            steps:
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: %s, OWAEnabled: false}
                state: Get-CASMailbox
            """.formatted(identity);
    }

    @ParameterizedTest
    @CsvSource({
        "anna@tiny.example",
        "ANNA@Tiny.Example",
        "smtp:anna@tiny.example",
        "SMTP:anna@tiny.example",
        "anna@tiny.example\\Forward all",
        "anna@tiny.example:\\Calendar",
        "TINY\\break glass",
        "anna"
    })
    void aProtectedObjectIsKnownByAllItsNames(String name) {
        assertThat(PURE.refuses(call("exchange", "Identity", name), null))
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(ErrorClass.DENIED));
    }

    @Test
    void whatOnlyLooksLikeItIsNot() {
        for (String name : List.of("hanna@tiny.example", "anna@tiny.example.org", "", "carla")) {
            assertThat(PURE.refuses(call("exchange", "Identity", name), null)).isEmpty();
        }
        assertThat(PURE.refuses(call("local", "Identity", "anna"), null)).isEmpty();
    }

    @Test
    void aProtectedObjectIsFoundInListsOfAnyDepth() {
        Object members = Map.of("Add", List.of("carla", "smtp:anna@tiny.example"));
        assertThat(PURE.refuses(call("local", "Members", members), null)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PrimarySmtpAddress", "EmailAddresses", "UserPrincipalName", "WindowsEmailAddress"})
    void aReadingSaysWhomItIs(String property) {
        Reading reading = new Reading.Present(Map.of(property, List.of("x@tiny.example", "SMTP:Anna@tiny.example")));
        assertThat(PURE.refuses(call("local", "Identity", "42"), reading))
                .hasValueSatisfying(error -> assertThat(error.message())
                        .isEqualTo("The policy of profile 'work' protects anna@tiny.example; nothing was sent."
                                + " Leave it out, or take it out of 'policy.protected'."));
    }

    @Test
    void theGuidOfAReadingIsComparedToo() {
        assertThat(PURE.refuses(call("exchange", "Identity", "42"), new Reading.Present(Map.of("Guid", "g-1"))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@tiny.example", "anna", "Anna Kovacs"})
    void aChangeOfAProtectedMailboxFailsAndNothingIsSent(String identity) {
        RunOutcome outcome = bench.run(close(identity));
        StepView step = bench.view(outcome).steps().get("close");
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(step.ended().error().kind()).isEqualTo("denied");
        assertThat(step.ended().error().message()).contains("profile 'sandbox' protects anna@tiny.example");
        assertThat(bench.cmdlets.changes()).isEmpty();
    }

    @Test
    void itsGuidProtectsItAsWell() {
        String guid = String.valueOf(bench.property("Get-Mailbox", "anna", "Guid"));
        assertThat(bench.run(close(guid)).state()).isEqualTo("failed");
        assertThat(bench.cmdlets.changes()).isEmpty();
    }

    @Test
    void othersAreChangedAsEver() {
        assertThat(bench.run(close("carla@tiny.example")).state()).isEqualTo("succeeded");
    }

    @Test
    void aChangeWithoutAReadingIsRefusedToo() {
        RunOutcome outcome = bench.run("""
            steps:
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: anna, OWAEnabled: false}
                retry: {times: 3, delay: 1s}
                undo: {irreversible: "for a test"}
            """);
        StepView step = bench.view(outcome).steps().get("close");
        assertThat(step.ended().error().kind()).isEqualTo("denied");
        assertThat(step.attempts()).isEqualTo(1);
        assertThat(bench.cmdlets.changes()).isEmpty();
    }

    @Test
    void thePlanSaysSoBeforehand() {
        Plan plan = bench.plan(close("anna"));
        assertThat(plan.problem()).contains("close: The policy of profile 'sandbox' protects anna@tiny.example");
        assertThat(plan.steps().get(0).state()).isEqualTo("failed");
    }

    @Test
    void whatWasProtectedSinceIsNotTakenBack() {
        bench.policy = Policy.NONE;
        RunOutcome before = bench.run(close("anna"));
        bench.policy = ANNA;
        int sent = bench.cmdlets.changes().size();
        RunOutcome undo = bench.undo(before.run());
        assertThat(undo.state()).isEqualTo("failed");
        assertThat(bench.cmdlets.changes()).hasSize(sent);
        assertThat(bench.property("Get-CASMailbox", "anna", "OWAEnabled")).isEqualTo(false);
    }
}
