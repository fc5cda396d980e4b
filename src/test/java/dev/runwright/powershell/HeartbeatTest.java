package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Events;
import dev.runwright.value.Redactor;
import dev.runwright.wire.ShellEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Events.Event> events = new ArrayList<>();
    private final EventRelay relay = new EventRelay(events::add, Redactor.of(List.of()));
    private final Heartbeat heartbeat = new Heartbeat(relay, Duration.ofSeconds(10), clock::get);

    private void pass(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        heartbeat.look();
    }

    @Test
    void aShellThatIsNotHeardForTenSecondsIsToldOnceAndItIsNoWarningOfTheCommand() {
        pass(9);
        assertThat(events).isEmpty();
        pass(1);
        pass(5);

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.text()).contains("not been heard for 10 s"));
        assertThat(relay.warnings()).isEmpty();
    }

    @Test
    void aBeatOrAnythingElseIsHeard() {
        for (int i = 0; i < 5; i++) {
            pass(6);
            heartbeat.event(new ShellEvent("beat", 1L));
            pass(6);
            heartbeat.noise("a line");
        }
        assertThat(events).allSatisfy(event -> assertThat(event.kind()).isEqualTo("native"));

        pass(10);
        heartbeat.event(new ShellEvent("beat", 1L));
        pass(10);
        assertThat(events).filteredOn(event -> event.kind().equals("warning")).hasSize(2);
    }
}
