package dev.runwright.read;

import dev.runwright.text.Position;

/** A file does not hold what it is read as. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Position position;
    private final String sentence;

    Unreadable(Position position, String sentence) {
        super(position + ": " + sentence);
        this.position = position;
        this.sentence = sentence;
    }

    static Unreadable at(String file, String sentence) {
        return new Unreadable(Position.startOf(file), sentence);
    }

    Position position() {
        return position;
    }

    String sentence() {
        return sentence;
    }
}
