package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BridgeChoiceTest {
    @Test
    void theSelfTestOfThePinnedVersionChoosesTheAdapter() {
        assertThat(BridgeChoice.tested().way()).isEqualTo(BridgeChoice.Way.ADAPTER);
    }

    @Test
    void anotherVersionIsUsedByItsPublicMethodsWithTheSameResults() {
        BridgeChoice choice = BridgeChoice.after(() -> JPowerShellShape.of(Object.class));

        assertThat(choice.way()).isEqualTo(BridgeChoice.Way.PUBLIC);
        assertThat(choice.why()).contains("self-test failed", "no field");
        ShellProfile profile = TestShells.profile(TestShells.command("normal"));
        ShellLimits limits = TestShells.limits(TestShells.LONG, TestShells.LONG);
        try (TestShells test =
                new TestShells(new PowerShellShells(List.of(profile), limits, choice, OpeningNotes.NONE))) {
            assertThat(test.output("Get-Echo", Map.of("A", "世界"))).isEqualTo(List.of(Map.of("A", "世界")));
            assertThat(test.shells.shells().get("exchange")).containsEntry("bridge", "public");
        }
    }
}
