package dev.runwright.engine;

/** What one attempt at a step came to, and whether another one would be safe. */
record Tried(StepResult result, boolean again) {}
