package dev.runwright.model;

/** A step that waits for people. */
public sealed interface PeopleStep permits ApproveStep, AskStep, ManualStep {
    /** Whom it waits for, and how long. */
    Audience audience();
}
