package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** Who started a run, and why. */
public record Origin(
        String actor, @Nullable String reason, @Nullable String ticket) {}
