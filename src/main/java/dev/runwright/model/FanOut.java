package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code foreach} with {@code as} and {@code key} (design 2.6).
 *
 * @param as name of one element in expressions; unless said, the word item
 * @param key gives each element its key, text or number; null means the element itself
 */
public record FanOut(
        Position position,
        Template items,
        String as,
        @Nullable Template key) {}
