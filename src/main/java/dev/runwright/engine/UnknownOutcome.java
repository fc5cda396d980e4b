package dev.runwright.engine;

/** What is said of a step that may have acted while nobody can tell (design 3.1, 3.2). Stateless. */
public final class UnknownOutcome {
    private UnknownOutcome() {}

    /** The result with the sentence that says where to look and which commands answer. */
    static StepResult asking(StepResult result, String run, String path) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "The outcome is not known.") : result.error();
        if (error.message().contains("--done")) {
            return result;
        }
        String sentence = error.message().endsWith(".") ? error.message() : error.message() + ".";
        return result.withError(
                new StepError(error.kind(), sentence + " " + answers(run, path), error.position(), error.details()));
    }

    /** The sentence with the three commands that answer. */
    public static String answers(String run, String path) {
        String resume = "'runwright resume " + run + " --";
        return "Look whether it was done, then answer with " + resume + "done " + path + "', " + resume + "retry "
                + path + "' or " + resume + "skip " + path + "'.";
    }
}
