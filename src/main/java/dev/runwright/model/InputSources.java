package dev.runwright.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What inputs may point at outside the call: secrets and earlier runs. */
public interface InputSources {
    /**
     * The text of a secret, or empty if there is none.
     *
     * @param kind {@code env}, {@code file} or {@code secret}
     * @param name the variable, the file, or the secret's name in the profile
     */
    Optional<String> secret(String kind, String name);

    /**
     * A run of {@code runbook} that is in force.
     *
     * @param id its id, or {@code last}
     * @param runbook whose runs are meant; null for any
     */
    FoundRun run(String id, @Nullable String runbook);

    /**
     * A run, or why it is refused.
     *
     * @param fields {@code id inputs outputs state started}; null if refused
     * @param refusal one sentence; null if found
     */
    record FoundRun(
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable String refusal) {}
}
