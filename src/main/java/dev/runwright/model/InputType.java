package dev.runwright.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of inputs (design 2, "Inputs"). */
public enum InputType {
    STRING,
    TEXT,
    BOOLEAN,
    INT,
    NUMBER,
    ENUM,
    DATE,
    DATETIME,
    DURATION,
    UPN,
    EMAIL,
    HOST,
    KB,
    GUID,
    PATH,
    URL,
    SHA256,
    SECRET,
    RUN,
    LIST,
    MAP;

    /** As written in a runbook. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name. */
    public static Optional<InputType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(InputType::word).toList();
    }
}
