package dev.runwright.model;

import dev.runwright.text.Position;
import java.time.Duration;

/**
 * {@code retry: {times, delay}}.
 *
 * @param times how many more attempts, at least 1
 * @param delay between two attempts
 */
public record Retry(Position position, int times, Duration delay) {}
