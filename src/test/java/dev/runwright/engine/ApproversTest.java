package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApproversTest {
    private static final Policy POLICY = new Policy(
            true, List.of("ann", "security"), Map.of("security", List.of("bob", "CONTOSO\\eva")), List.of(), 0, false);

    @Test
    void namesCountWithoutCaseAndABareOneInEveryDomain() {
        Approvers all = Approvers.of(POLICY, List.of());
        assertThat(all.allows("ANN")).isTrue();
        assertThat(all.allows("OTHER\\bob")).isTrue();
        assertThat(all.allows("contoso\\eva")).isTrue();
        assertThat(all.allows("eva")).isFalse();
        assertThat(all.allows("OTHER\\eva")).isFalse();
    }

    @Test
    void aStepTakesOnlyThoseWhomTheProfileAllowsToo() {
        Approvers some = Approvers.of(POLICY, List.of("Security", "mallory"));
        assertThat(some.allows("bob")).isTrue();
        assertThat(some.allows("ann")).isFalse();
        assertThat(some.allows("mallory")).isFalse();
        assertThat(some.sentence()).isEqualTo("bob, CONTOSO\\eva");
        assertThat(Approvers.of(POLICY, List.of("mallory")).sentence()).startsWith("nobody: ");
    }

    @Test
    void theStarterIsRefusedWhereAnApprovalIsMeant() {
        Approvers all = Approvers.of(POLICY, List.of());
        assertThat(all.refusal("ann", "CONTOSO\\ann")).get().asString().contains("has started the run");
        assertThat(all.refusal("ann", null)).isEmpty();
    }

    @Test
    void aNameThatMeansNobodyIsToldWithTheNearest() {
        assertThat(Approvers.unknown(POLICY, "secruity"))
                .contains("The profile knows no user or group 'secruity'. Did you mean 'security'?");
        assertThat(Approvers.unknown(POLICY, "BOB")).isEmpty();
        assertThat(Approvers.unknown(Policy.NONE, "anybody")).isEmpty();
    }
}
