package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ReportTest {
    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() throws Exception {
        tool = new Tool(folder);
        Files.writeString(folder.resolve("tip.yaml"), """
                runwright: 1
                runbook: tip
                title: A tip
                report: true
                inputs:
                  text: {type: string}
                steps:
                  - id: tip
                    name: Set the tip
                    cmdlet: Set-Mailbox
                    with: {Identity: carla@contoso.com, MailTip: "${{ inputs.text }}"}
                    state: Get-Mailbox
                  - id: gone
                    cmdlet: Set-Mailbox
                    with: {Identity: carla@contoso.com, CustomAttribute1: "1"}
                    undo: {irreversible: Nobody notes the old one.}
                outputs: {text: "${{ inputs.text }}"}
                """);
    }

    private String read(String name) throws Exception {
        try (var files = Files.walk(folder)) {
            Path found = files.filter(file -> file.getFileName().toString().endsWith(name))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(found);
        }
    }

    @Test
    void aRunLeavesItsReportInBothForms() throws Exception {
        Tool.Done done = tool.run(
                "rehearse", folder.resolve("tip.yaml").toString(), "-i", "text=Back on Monday", "--ticket", "INC-7");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.err()).contains("The report is in");
        assertThat(read(".md"))
                .contains("# tip: succeeded", "INC-7", "| tip | MailTip | null |", "Back on Monday")
                .contains("Nobody notes the old one.");
        assertThat(read(".html")).contains("<td>MailTip</td>", "Content-Security-Policy");
    }

    @Test
    void listsStandInAReportWholeAndObjectsAsATable() throws Exception {
        Files.writeString(folder.resolve("told.yaml"), """
                runwright: 1
                runbook: told
                title: What is told
                report: true
                steps:
                  - id: facts
                    groovy: |
                      [left: (1..40).collect { 'thing number ' + it }, none: [],
                       states: [[state: 'New', titles: ['a', 'b']], [state: 'Approved', updates: 3]]]
                outputs: {left: "${{ steps.facts.output.left }}", none: "${{ steps.facts.output.none }}", states: "${{ steps.facts.output.states }}"}
                """);
        assertThat(tool.run("rehearse", folder.resolve("told.yaml").toString()).code())
                .isZero();

        assertThat(read(".md"))
                .contains("thing number 1; thing number 2;", "thing number 39; thing number 40 |")
                .contains("| states | below |", "## states")
                .contains("| state | titles | updates |", "| New | a; b |  |", "| Approved |  | 3 |");
        assertThat(read(".html")).contains("<td>a; b</td>");
    }

    @Test
    void whatIsInAValueStaysText() throws Exception {
        tool.run("rehearse", folder.resolve("tip.yaml").toString(), "-i", "text=<script>alert(1)</script> | a * b");

        assertThat(read(".html")).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(read(".md")).doesNotContain("<script>").contains("\\| a \\* b");
    }

    @Test
    void theCommandGivesTheReportOfAnyRun() throws Exception {
        tool.run("rehearse", folder.resolve("tip.yaml").toString(), "-i", "text=x");

        Tool.Done printed = tool.run("report", "last");
        Tool.Done written =
                tool.run("report", "last", "--to", folder.resolve("mine.html").toString());
        Tool.Done refused = tool.run(
                "report", "last", "--to", folder.resolve("no/such/mine.html").toString());

        assertThat(printed.out()).startsWith("# tip: succeeded").contains("the last has the hash");
        assertThat(written.code()).isZero();
        assertThat(folder.resolve("mine.html")).content().startsWith("<!doctype html>");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot be written");
    }

    @Test
    void aFolderThatCannotBeMadeIsAWarningAndTheRunStays() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/reports"), "in the way");

        Tool.Done done = tool.run("rehearse", folder.resolve("tip.yaml").toString(), "-i", "text=y");

        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("warning: the report could not be written");
    }
}
