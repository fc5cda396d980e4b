package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JPowerShellShapeTest {
    @Test
    void thePinnedVersionHasTheShape() {
        assertThatCode(JPowerShellShape::check).doesNotThrowAnyException();
    }

    @Test
    void anotherVersionIsToldByWhatIsMissing() {
        assertThatThrownBy(() -> JPowerShellShape.of(Object.class))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("3.1.1")
                .hasMessageContaining("no field");
    }

    @Test
    void aClassWithoutTheConstructorIsTold() {
        assertThatThrownBy(() -> JPowerShellShape.of(Integer.class))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("no constructor");
    }
}
