package dev.runwright.engine;

/** Keeps in files what steps say beyond the limits of their replies. Thread-safe. */
@FunctionalInterface
public interface Spill {
    /** A file for one stream of a step of a run; it is made with the first bytes. */
    Sink open(String run, String name);

    /** One such file. A full disk is no failure of the step: {@link #end} tells of it. Thread-safe. */
    interface Sink {
        /** Puts bytes behind those that are there. */
        void write(byte[] bytes, int length);

        /** Ends the file and says, as the second half of a sentence, where those bytes are; may be asked again. */
        String end();

        /** Keeps nothing. */
        Sink NONE = new Sink() {
            @Override
            public void write(byte[] bytes, int length) {}

            @Override
            public String end() {
                return "the rest is only counted";
            }
        };
    }

    /** Keeps nothing. */
    Spill NONE = (run, name) -> Sink.NONE;
}
