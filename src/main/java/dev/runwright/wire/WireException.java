package dev.runwright.wire;

import dev.runwright.text.RunwrightException;
import org.jspecify.annotations.Nullable;

/** Something on the bridge that is not as both ends agreed. */
public final class WireException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private WireException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    static WireException badMessage(String what, String why, @Nullable Throwable cause) {
        return new WireException("bad_message", "The bridge got " + what + " that it cannot read: " + why + ".", cause);
    }

    static WireException badKey(String key, String why) {
        return new WireException(
                "bad_key", "The key '" + key + "' cannot be sent to PowerShell: " + why + "; use another name.", null);
    }

    static WireException badValue(String why) {
        return new WireException("bad_value", "A value cannot be sent to PowerShell: " + why + ".", null);
    }
}
