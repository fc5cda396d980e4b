package dev.runwright.model;

import dev.runwright.value.Template;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a step waits for, and how long.
 *
 * @param from users and groups of the profile; null for everybody whom the profile allows
 * @param expires after which the standard answer counts; null for never
 */
public record Audience(@Nullable Template from, @Nullable Duration expires) {}
