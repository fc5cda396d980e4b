package dev.runwright.notify;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Outcome;

/** Brings messages to people. Thread-safe. */
@FunctionalInterface
public interface Messenger {
    /** Sends one message; blocks until it has an outcome. */
    Outcome send(Message message, Attempt attempt);
}
