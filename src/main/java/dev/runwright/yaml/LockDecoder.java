package dev.runwright.yaml;

import dev.runwright.model.Lock;
import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code lock:} and {@code if_locked:} of a runbook or a fan-out. */
final class LockDecoder {
    private LockDecoder() {}

    static @Nullable Lock decode(Fields fields) {
        Template name = fields.textTemplate("lock");
        boolean waits = "wait".equals(fields.word("if_locked", List.of("fail", "wait")));
        return name == null ? null : new Lock(fields.at("lock"), name, waits);
    }
}
