package dev.runwright.estate;

import java.io.IOException;

/** A process that waits until its input ends. */
final class Waiter {
    private Waiter() {}

    public static void main(String[] arguments) throws IOException {
        while (System.in.read() >= 0) {
            // waits on
        }
    }
}
