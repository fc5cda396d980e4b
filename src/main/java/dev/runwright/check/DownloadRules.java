package dev.runwright.check;

import dev.runwright.model.DownloadStep;
import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.Locale;
import java.util.Set;

/** Files from the web that nothing proves. Stateless. */
final class DownloadRules {
    private DownloadRules() {}

    static void check(Step step, Problems problems) {
        if (!(step instanceof DownloadStep download)) {
            return;
        }
        Set<String> given = download.options().fields().keySet();
        if (given.contains("sha256") || given.contains("signed_by")) {
            return;
        }
        boolean open = download.url() instanceof Template.Literal literal
                && String.valueOf(literal.value()).toLowerCase(Locale.ROOT).startsWith("http:");
        if (open || !given.contains("size")) {
            problems.warning(
                    step.position(),
                    "unproved_file",
                    open
                            ? "Nothing proves what comes over http, where anybody on the way can change it."
                            : "Nothing proves that what comes is the file that is meant.",
                    "Say 'sha256' or 'signed_by'.");
        }
    }
}
