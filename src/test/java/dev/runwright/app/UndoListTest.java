package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an undo cannot take back is said before it starts; an undo that was broken off is carried on. */
@NullUnmarked
final class UndoListTest {
    private static final String MIXED = """
            runwright: 1
            runbook: mixed
            title: Some of it cannot be taken back
            steps:
              - id: doors
                cmdlet: Set-CASMailbox
                with: {Identity: anna@contoso.com, ImapEnabled: false}
                state: Get-CASMailbox
              - id: word
                cmdlet: Set-Mailbox
                with: {Identity: anna@contoso.com, CustomAttribute1: seen}
                undo: {irreversible: It was only noted.}
              - id: tip
                cmdlet: Set-Mailbox
                with: {Identity: bob@contoso.com, CustomAttribute2: seen}
                state: Get-Mailbox
                restore: ask
              - id: note
                cmdlet: Set-Mailbox
                with: {Identity: anna@contoso.com, CustomAttribute3: seen}
                state: Get-Mailbox
            """;

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void begin() throws IOException {
        tool = new Tool(folder);
        Tool.Done done = tool.run("rehearse", tool.write("mixed.yaml", MIXED));
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        tool.run("estate", "fault", "fail call 1 of Get-CASMailbox before with denied");
        tool.run("estate", "fault", "fail call 2 of Get-CASMailbox before with denied");
    }

    @Test
    void allThatStaysIsListedFirstWithItsReason() {
        Tool.Done done = tool.run("undo", "last", "--include", "note");
        assertThat(done.out().lines().takeWhile(line -> !line.startsWith("run ")))
                .anySatisfy(line -> assertThat(line).startsWith("irreversible").contains("word", "It was only noted."))
                .anySatisfy(line -> assertThat(line).startsWith("left out").contains("tip", "restore: ask"))
                .anySatisfy(line -> assertThat(line).startsWith("unreadable").contains("doors"));
        assertThat(done.code()).isEqualTo(1);
    }

    @Test
    void theDocumentNamesAllThatStays() {
        Tool.Done done = tool.run("undo", "last", "--include", "note", "-o", "json");
        assertThat(Data.list(done.document().get("not_undone")).stream().map(Data::map))
                .extracting(one -> one.get("path"), one -> one.get("kind"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("tip", "left_out"),
                        org.assertj.core.groups.Tuple.tuple("word", "irreversible"),
                        org.assertj.core.groups.Tuple.tuple("doors", "unreadable"));
        assertThat(Data.list(done.document().get("not_undone")).stream().map(Data::map))
                .allSatisfy((Map<String, Object> one) -> assertThat(String.valueOf(one.get("reason")))
                        .isNotBlank()
                        .isNotEqualTo("null"));
    }
}
