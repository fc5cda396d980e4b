package dev.runwright.model;

import dev.runwright.value.Template;
import java.util.List;

/**
 * {@code download: url} with {@code to} and what the file must be: one file from a web server.
 *
 * @param url renders to an http or https address
 * @param options the other keys of the step
 * @param replace whether another file may be there, which then is lost
 */
public record DownloadStep(StepHead head, Template url, Template.Fields options, boolean replace) implements Step {
    /** The command that the step sends. */
    public static final String COMMAND = "Save-RwDownload";

    /** The command that reads what the step leaves. */
    public static final String READING = "Get-RwDownload";

    /** The command that tells a file's signer on a host that can. */
    public static final String SIGNATURE = "Get-AuthenticodeSignature";

    /** The commands that it may send. */
    public List<String> commands() {
        return options.fields().containsKey("signed_by") ? List.of(COMMAND, SIGNATURE) : List.of(COMMAND);
    }

    @Override
    public String kind() {
        return "download";
    }
}
