package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BootHintsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "File rw-boot.ps1 cannot be loaded because running scripts is disabled on this system. | sign the files",
                "The file rw-boot.ps1 is not digitally signed. | sign the files",
                "Cannot create type. Only core types are supported in this language mode. | constrained language mode"
            })
    void whatAPolicyForbidsIsToldWithWhatToDo(String said, String hint) {
        assertThat(BootHints.of("the shell ended with exit code 1; it said last: " + said))
                .contains(hint);
    }

    @Test
    void elsewhereNothingIsAdded() {
        assertThat(BootHints.of("cannot find my libraries")).isEmpty();
    }
}
