package dev.runwright.estate.updates;

import dev.runwright.estate.world.CommandFailure;
import dev.runwright.wire.ShellError;

/** What the update server answers when it cannot or will not. Stateless. */
final class UpdateErrors {
    private static final String SPACE = "Microsoft.UpdateServices.Administration.";

    private UpdateErrors() {}

    static CommandFailure notFound(String sentence, String target) {
        return of(sentence, SPACE + "WsusObjectNotFoundException", "WsusObjectNotFoundException", target);
    }

    static CommandFailure noUpdate(String id) {
        return notFound("The specified update cannot be found.", id);
    }

    static CommandFailure noGroup(String name) {
        return notFound("The target group for this deployment could not be found.", name);
    }

    /** The server understands the request, but its state or the object's forbids it. */
    static CommandFailure refused(String sentence, String target) {
        return CommandFailure.written(ShellError.of(
                sentence, SPACE + "WsusInvalidDataException", "WsusInvalidDataException", "InvalidOperation", target));
    }

    static CommandFailure badArgument(String sentence, String target) {
        return CommandFailure.written(
                ShellError.of(sentence, "System.ArgumentException", "ArgumentException", "InvalidArgument", target));
    }

    static CommandFailure unreachable(String server) {
        return CommandFailure.written(ShellError.of(
                "Unable to connect to the remote server '" + server + "'.",
                "System.Net.WebException",
                "WebException",
                "ConnectionError",
                server));
    }

    static CommandFailure postInstallFailed(int exit, String lastLine, String log) {
        return CommandFailure.written(ShellError.of(
                "wsusutil postinstall ended with exit code " + exit + " and '" + lastLine + "'; its log is " + log
                        + ".",
                "System.InvalidOperationException",
                "PostInstallFailed",
                "InvalidResult",
                log));
    }

    private static CommandFailure of(String sentence, String type, String id, String target) {
        return CommandFailure.written(ShellError.of(sentence, type, id, "ObjectNotFound", target));
    }
}
