package dev.runwright.catalogue;

/** In which organisations something exists. */
public enum Where {
    CLOUD,
    ON_PREMISES,
    BOTH;

    /** Whether it exists in {@code organisation} ({@code cloud} or {@code on_premises}). */
    public boolean in(String organisation) {
        return this == BOTH || (this == CLOUD) == organisation.equals("cloud");
    }
}
