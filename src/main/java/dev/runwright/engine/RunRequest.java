package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to be made.
 *
 * @param inputs typed values of all inputs, secrets as {@link dev.runwright.value.Secret}
 */
public record RunRequest(Definition definition, Map<String, @Nullable Object> inputs, Origin origin, Watch watch) {
    /** Copies the inputs. */
    public RunRequest {
        inputs = Data.copy(inputs);
    }

    /** Who looks on and may stop it. */
    public record Watch(RunListener listener, Cancellation cancellation) {}
}
