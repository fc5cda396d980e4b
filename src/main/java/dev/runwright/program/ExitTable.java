package dev.runwright.program;

import dev.runwright.model.ProgramStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What exit codes mean: the rows of a step's {@code exit:}; 0 is ok unless a row says what ok is. */
record ExitTable(List<ProgramStep.Exit> rows) {
    private static final String OK = "ok";

    /** The word for an exit code; empty if it means failure. */
    Optional<String> meaning(int exit) {
        Optional<String> said = rows.stream()
                .filter(row -> row.codes().contains(exit))
                .findFirst()
                .map(ProgramStep.Exit::meaning);
        return said.isEmpty() && exit == 0 && !saysOk() ? Optional.of(OK) : said;
    }

    private boolean saysOk() {
        return rows.stream().anyMatch(row -> row.meaning().equals(OK));
    }

    /** The codes that mean success, for a person. */
    String words() {
        String said = rows.stream()
                .map(row -> row.meaning() + " "
                        + row.codes().stream().map(ExitTable::shown).collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", "));
        return saysOk() ? said : said.isEmpty() ? "ok [0]" : "ok [0], " + said;
    }

    /** The code as programs write it: a number, for an HRESULT with its hexadecimal form. */
    static String shown(int exit) {
        return exit >= 0 ? String.valueOf(exit) : Integer.toUnsignedString(exit) + String.format(" (0x%08X)", exit);
    }
}
