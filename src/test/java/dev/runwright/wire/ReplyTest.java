package dev.runwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.value.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyTest {
    private static final ShellError ERROR = new ShellError(
            "not there",
            "System.Exception",
            "Missing,Get-X",
            "ObjectNotFound",
            "anna",
            Map.of("line", 4L, "parse", List.of(Map.of("message", "m", "line", 2L))));

    @ParameterizedTest
    @EnumSource(Status.class)
    void aReplyComesBackAsItWasWritten(Status status) {
        Reply reply = new Reply(
                "r1", status, "why", List.of(ERROR), true, 5, Arrays.asList("a", null, 1L), 3, true, "location");

        assertThat(Reply.parse(reply.json())).isEqualTo(reply);
    }

    @Test
    void anErrorKnowsItsLineAndWhatTheParserFound() {
        ShellError read = Reply.parse(Reply.failed("r1", ERROR).json()).errors().get(0);

        assertThat(read.line()).contains(4);
        assertThat(read.parseErrors()).containsExactly(Map.of("message", "m", "line", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"status\":\"perfect\"}", "{\"status\":\"ok\",\"data\":[\"untagged\"]}"})
    void whatIsNoReplyIsRefused(String json) {
        assertThatThrownBy(() -> Reply.parse(json)).isInstanceOf(WireException.class);
    }

    @Test
    void factsComeBackFromAReply() {
        ShellFacts facts = new ShellFacts(42, ShellFacts.STANDIN, "0.1", "", "", true, 1L << 20);

        assertThat(ShellFacts.of(
                        Reply.parse(Reply.ok("boot", List.of(facts.fields())).json())))
                .isEqualTo(facts);
    }

    @Test
    void anEventComesBackAsItWasWritten() {
        ShellEvent event = new ShellEvent("progress", Map.of("activity", "a", "percent", 40L));

        assertThat(ShellEvent.parse(event.json())).isEqualTo(event);
        assertThat(event.get("percent")).isEqualTo(40L);
    }

    @Test
    void anEstatesAnswerNamesTheTypeOfAnObjectPlainly() {
        EstateAnswer answer = EstateAnswer.of(List.of(Map.of("$type", "Mailbox", "Name", "anna")));

        assertThat(Json.readObject(answer.line()).get("data"))
                .isEqualTo(List.of(Map.of("$type", "Mailbox", "Name", "s:anna")));
    }
}
