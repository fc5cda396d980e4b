package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lint says across files, and that a checked call runs. */
@NullUnmarked
class CalledRunbooksTest {
    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private String write(String name, String body) throws IOException {
        return tool.write(name + ".yaml", "runwright: 1\nrunbook: " + name + "\ntitle: One of several\n" + body);
    }

    private void callee() throws IOException {
        write("callee", """
                inputs:
                  mailbox: {type: upn}
                  level: {type: enum, values: [low, high], default: low}
                  days: {type: int, max: 9, default: 1}
                  password: {type: secret, optional: true}
                steps:
                  - {id: one, assert: '${{ inputs.days > 0 }}', else: No days.}
                outputs:
                  address: ${{ inputs.mailbox }}
                """);
    }

    private List<String> lint(String file) {
        Tool.Done lint = tool.run("lint", file);
        assertThat(lint.err()).contains(" runbook");
        return lint.out().lines().map(line -> line.replace(folder + "/", "")).toList();
    }

    @Test
    void whatACallGivesIsCheckedAgainstTheInputsOfTheCalledRunbook() throws IOException {
        callee();
        String caller = write("caller", """
                inputs:
                  key: {type: secret}
                steps:
                  - {id: a, runbook: callee}
                  - {id: b, runbook: callee, with: {mailbox: anna, level: hihg, days: 10}}
                  - {id: c, runbook: callee, with: {mailbx: anna@tiny.example, mailbox: '${{ inputs.key }}'}}
                  - {id: d, runbook: callee, with: {mailbox: anna@tiny.example, password: secret123}}
                  - {id: e, runbook: callee, with: {mailbox: '${{ now() }}', days: null}}
                """);
        assertThat(lint(caller))
                .containsExactly(
                        "caller.yaml:7:5: The runbook 'callee' needs the input 'mailbox'. Give it under 'with': a user principal name such as anna@contoso.com.",
                        "caller.yaml:8:46: The input 'mailbox' of the runbook 'callee' does not fit: expected a user principal name such as anna@contoso.com, got 'anna'.",
                        "caller.yaml:8:59: The input 'level' of the runbook 'callee' does not fit: expected one of low, high, got 'hihg' (Did you mean 'high'?).",
                        "caller.yaml:8:71: The input 'days' of the runbook 'callee' does not fit: expected at most 9, got 10.",
                        "caller.yaml:9:37: The runbook 'callee' has no input 'mailbx'. Did you mean 'mailbox'?",
                        "caller.yaml:9:73: The input 'mailbox' of the runbook 'callee' is not of the type secret, and would show the secret that is given to it.",
                        "caller.yaml:10:75: The input 'password' of the runbook 'callee' is a secret, and a secret does not stand in a runbook: pass on an input of the type secret.",
                        "caller.yaml:11:68: The input 'days' of the runbook 'callee' is null: expected a whole number.");
    }

    @Test
    void anOutputThatTheCalledRunbookDoesNotGiveIsRefused() throws IOException {
        callee();
        String caller = write("caller", """
                steps:
                  - {id: call, runbook: callee, with: {mailbox: anna@tiny.example}}
                outputs:
                  good: ${{ steps.call.output.address }}
                  bad: ${{ steps.call.output.adress }}
                """);
        assertThat(lint(caller))
                .containsExactly(
                        "caller.yaml:8:12: The runbook 'callee' gives no output 'adress'. Did you mean 'address'?");
    }

    @Test
    void aRunbookThatIsNotThereIsNamedWithTheNearestOne() throws IOException {
        callee();
        String caller = write("caller", "steps:\n  - {id: a, runbook: calle}\n");
        assertThat(lint(caller))
                .singleElement()
                .asString()
                .contains("There is no runbook 'calle' beside this one or in ")
                .endsWith("Did you mean 'callee'?");
    }

    @Test
    void callsThatLeadBackAreRefusedWithTheirChain() throws IOException {
        String first = write("a", "steps:\n  - {id: x, runbook: b}\n");
        write("b", "steps:\n  - {id: y, group: [{id: z, runbook: c}]}\n");
        write("c", "steps:\n  - {id: x, runbook: b}\n");
        assertThat(lint(first))
                .containsExactly(
                        "c.yaml:5:5: The runbook calls itself: b.yaml:5:21 -> c.yaml:5:5 -> b.yaml. Take one of the calls out.");
    }

    @Test
    void callsMayGoTwentyDeepAndNoFurther() throws IOException {
        for (int i = 0; i < 21; i++) {
            write("r" + i, "steps:\n  - {id: x, runbook: r" + (i + 1) + "}\n");
        }
        write("r21", "steps:\n  - {assert: '${{ true }}', else: Never.}\n");
        assertThat(lint(folder.resolve("r1.yaml").toString())).isEmpty();
        assertThat(lint(folder.resolve("r0.yaml").toString()))
                .containsExactly("r20.yaml:5:5: Runbooks call each other more than 20 deep here, from r0.yaml:5:5 on.");
    }

    @Test
    void whatIsWrongInACalledFileIsToldOnceWithThatFile() throws IOException {
        write("callee", "steps:\n  - {id: a, assert: '${{ inputs.no }}', else: None.}\n");
        write("one", "steps:\n  - {id: a, runbook: callee}\n");
        write("two", "steps:\n  - {id: a, runbook: callee}\n  - {id: b, runbook: callee}\n");
        assertThat(lint(folder.toString())).containsExactly("callee.yaml:5:26: There is no input 'no'.");
    }

    @Test
    void oneNameCannotMeanTwoFilesInARun() throws IOException {
        Files.createDirectory(folder.resolve("runbooks"));
        write("runbooks/far", "steps:\n  - {id: a, runbook: near}\n");
        write("runbooks/near", "steps:\n  - {assert: '${{ true }}', else: Never.}\n");
        tool.write("runwright.yaml", "runwright: 1\nrunbooks: [runbooks]\n");
        for (String name : List.of("far", "near")) {
            Path file = folder.resolve("runbooks/" + name + ".yaml");
            Files.writeString(file, Files.readString(file).replace("runbooks/", ""));
        }
        write("near", "steps:\n  - {assert: '${{ true }}', else: Never.}\n");
        String caller = write("caller", "steps:\n  - {id: a, runbook: near}\n  - {id: b, runbook: far}\n");
        assertThat(lint(caller))
                .singleElement()
                .asString()
                .contains("The name 'near' means ")
                .contains("Rename one");
    }

    @Test
    void aCheckedCallRunsAndItsOutputIsRead() throws IOException {
        callee();
        String caller = write("caller", """
                steps:
                  - {id: call, runbook: callee, with: {mailbox: anna@tiny.example}}
                outputs:
                  address: ${{ steps.call.output.address }}
                """);
        Tool.Done run = tool.run("rehearse", caller, "-o", "json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Data.map(run.document().get("outputs"))).containsEntry("address", "anna@tiny.example");
    }

    @Test
    void aWaitMayOnlyReadAndARetryOfAnUnreadableChangeIsWarnedOf() throws IOException {
        String file = write("waits", """
                steps:
                  - id: a
                    wait:
                      until: ${{ output != null }}
                      at_most: 1h
                      read: {id: x, cmdlet: Remove-Mailbox, with: {Identity: anna@tiny.example}}
                  - id: b
                    program: [tool]
                    retry: {times: 3}
                    undo: {irreversible: It is gone.}
                """);
        assertThat(lint(file))
                .anyMatch(line -> line.contains("'read' of a wait is done again and again"))
                .anyMatch(line -> line.contains("A retry of a change that cannot be read"));
    }
}
