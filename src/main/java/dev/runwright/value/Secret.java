package dev.runwright.value;

import java.util.Objects;

/**
 * A value that may be sent and must never be shown: {@code ***} in every text. Immutable.
 *
 * <p>Equality is by name and text, so that a run can tell whether a secret changed; the text leaves by {@link #reveal()} only.
 */
public final class Secret {
    private final String name;
    private final String text;

    /**
     * A secret.
     *
     * @param name how it is referred to ({@code inputs.pw}, {@code exo-cert}); not secret
     * @param text the secret itself
     */
    public Secret(String name, String text) {
        this.name = Objects.requireNonNull(name);
        this.text = Objects.requireNonNull(text);
    }

    /** How it is referred to; not secret. */
    public String name() {
        return name;
    }

    /** The secret itself, for the one place that sends it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && name.equals(secret.name) && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
