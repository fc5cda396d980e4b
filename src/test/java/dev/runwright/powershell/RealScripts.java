package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Spill;
import dev.runwright.text.Position;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs scripts in a real PowerShell and keeps what they say, with what is beyond the limits. */
final class RealScripts implements AutoCloseable {
    static final Position FIRST_LINE = new Position("book.yaml", 12, 7);

    final TestShells test;
    final Heard heard = new Heard();

    RealScripts() {
        this(RealShell.open());
    }

    RealScripts(TestShells test) {
        this.test = test;
    }

    /** Everything that a call said. */
    static final class Heard implements Events {
        final List<Event> events = Collections.synchronizedList(new ArrayList<>());
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        volatile Consumer<Event> also = event -> {};

        @Override
        public void event(Event event) {
            events.add(event);
            also.accept(event);
        }

        @Override
        public Spill.Sink spill(String stream) {
            return new Spill.Sink() {
                @Override
                public void write(byte[] bytes, int length) {
                    file.write(bytes, 0, length);
                }

                @Override
                public String end() {
                    return "all of it is in the test's file";
                }
            };
        }

        List<String> texts(String... kinds) {
            return events.stream()
                    .filter(event -> List.of(kinds).contains(event.kind()))
                    .map(Event::text)
                    .toList();
        }

        List<String> lines() {
            return file.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    Outcome run(String script) {
        return run(script, Map.of());
    }

    Outcome run(String script, Map<String, @Nullable Object> parameters) {
        return run(script, parameters, TestShells.LONG);
    }

    Outcome run(String script, Map<String, @Nullable Object> parameters, Duration timeout) {
        heard.events.clear();
        heard.file.reset();
        return test.shells.perform(
                "exchange",
                new ShellWork.Script(script, new ScriptPlace("fix/it.ps1", FIRST_LINE), "/", parameters, List.of()),
                new Attempt(timeout, new Cancellation(), heard));
    }

    /** What a script gives, when all goes well. */
    List<?> output(String script) {
        return TestShells.output(run(script));
    }

    @Override
    public void close() {
        test.close();
    }
}
