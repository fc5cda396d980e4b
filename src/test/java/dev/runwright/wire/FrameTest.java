package dev.runwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
    private static final String NONCE = "abcdefghijklmnop";

    private static String lineOf(Frame frame) {
        return frame.format(NONCE)
                .lines()
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFrameComesBackAsItWasWritten() {
        for (Frame.Kind kind : Frame.Kind.values()) {
            Frame frame = new Frame(kind, "r17", "{\"text\":\"Grüße 世界 😀\"}");

            assertThat(Frame.parse(lineOf(frame), NONCE)).contains(frame);
        }
    }

    @Test
    void aFrameIsAsciiAndEndsAnUnfinishedLineBeforeIt() {
        String text = "half a line" + new Frame(Frame.Kind.EVENT, "r1", "{\"k\":\"é\"}").format(NONCE);

        assertThat(text).isASCII().startsWith("half a line\n@rw1 ").endsWith("\n");
    }

    @Test
    void onlyAReplyIsFollowedByTheEndMark() {
        List<String> reply =
                new Frame(Frame.Kind.REPLY, "r1", "{}").format(NONCE).lines().toList();

        assertThat(reply).last().isEqualTo(Protocol.END_MARK);
        assertThat(new Frame(Frame.Kind.EVENT, "r1", "{}").format(NONCE)).doesNotContain(Protocol.END_MARK);
    }

    @Test
    void everyCutOffFrameIsRefused() {
        String line = lineOf(new Frame(Frame.Kind.REPLY, "r1", "{\"status\":\"ok\",\"data\":[]}"));

        for (int end = 0; end < line.length(); end++) {
            assertThat(Frame.parse(line.substring(0, end), NONCE)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "@rw1",
                "@rw1 abcdefghijklmnop res r1 4",
                "@rw1 otherotherothero res r1 4 e30=",
                "@rw1 abcdefghijklmnop xyz r1 4 e30=",
                "@rw1 abcdefghijklmnop res r1 5 e30=",
                "@rw1 abcdefghijklmnop res r1 -4 e30=",
                "@rw1 abcdefghijklmnop res r1 99999999999999999999 e30=",
                "@rw1 abcdefghijklmnop res r1 4 e*0=",
            })
    void textThatOnlyLooksLikeAFrameIsNone(String line) {
        assertThat(Frame.parse(line, NONCE)).isEmpty();
    }
}
