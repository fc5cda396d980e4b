package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepEventsTest {
    private final List<Events.Event> shown = new ArrayList<>();
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private StepEvents events(boolean secret) {
        Redactor redactor = Redactor.of(List.of(new Secret("pw", "correct horse")));
        return new StepEvents(() -> secret, () -> redactor, shown::add, stream -> new Spill.Sink() {
            @Override
            public void write(byte[] bytes, int length) {
                file.write(bytes, 0, length);
            }

            @Override
            public String end() {
                return "it is in " + stream;
            }
        });
    }

    private static void say(Events events) {
        for (String kind : List.of("output", "stdout", "native", "warning", "progress")) {
            events.event(new Events.Event(kind, kind + " of a correct horse", null));
        }
    }

    private static String spill(Events events) {
        byte[] bytes = "said by a correct horse".getBytes(StandardCharsets.UTF_8);
        Spill.Sink sink = events.spill("messages");
        sink.write(bytes, bytes.length);
        return sink.end();
    }

    @Test
    void secretsAreTakenOutOfMessagesAndFiles() {
        say(events(false));
        assertThat(shown)
                .hasSize(5)
                .allSatisfy(event -> assertThat(event.text()).endsWith(" of a ***"));
        assertThat(spill(events(false))).isEqualTo("it is in messages");
        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("said by a ***");
    }

    @Test
    void ofASecretOutputNothingIsShownOrKept() {
        say(events(true));
        assertThat(shown).extracting(Events.Event::kind).containsExactly("warning", "progress");
        assertThat(spill(events(true))).isEqualTo("the rest is only counted");
        assertThat(file.size()).isZero();
    }
}
