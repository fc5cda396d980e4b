package dev.runwright.estate.windows;

import dev.runwright.estate.world.CommandFailure;
import dev.runwright.wire.ShellError;

/** What Windows answers when it cannot or will not. Stateless. */
final class WindowsErrors {
    private WindowsErrors() {}

    static CommandFailure unreachable(String computer) {
        return CommandFailure.written(ShellError.of(
                "Connecting to remote server " + computer + " failed: The RPC server is unavailable. (0x800706BA)",
                "System.Runtime.InteropServices.COMException",
                "ComputerUnreachable",
                "ConnectionError",
                computer));
    }

    static CommandFailure notFound(String sentence, String id, String target) {
        return CommandFailure.written(
                ShellError.of(sentence, "System.InvalidOperationException", id, "ObjectNotFound", target));
    }

    static CommandFailure failed(String sentence, String id, String category, String target) {
        return CommandFailure.written(
                ShellError.of(sentence, "System.InvalidOperationException", id, category, target));
    }
}
