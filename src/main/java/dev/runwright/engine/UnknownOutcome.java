package dev.runwright.engine;

/** What is said of a step that may have acted while nobody can tell (design 3.1, 3.2). Stateless. */
final class UnknownOutcome {
    private UnknownOutcome() {}

    /** The result with the sentence that says where to look and which commands answer. */
    static StepResult asking(StepResult result, String run, String path) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "The outcome is not known.") : result.error();
        if (error.message().contains("--done")) {
            return result;
        }
        String resume = "'runwright resume " + run + " --";
        String more = " Look whether it was done, then answer with " + resume + "done " + path + "', " + resume
                + "retry " + path + "' or " + resume + "skip " + path + "'.";
        String sentence = error.message().endsWith(".") ? error.message() : error.message() + ".";
        return result.withError(new StepError(error.kind(), sentence + more, error.position(), error.details()));
    }
}
