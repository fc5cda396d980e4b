package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.wire.ShellError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorClassTableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[FailureCategory=Cmdlet-ManagementObjectNotFoundException] 8E3F,Get-Mailbox | X | NotSpecified | m | NOT_FOUND",
                "CommandNotFoundException | System.Management.Automation.CommandNotFoundException | ObjectNotFound | m | INVALID",
                "NamedParameterNotFound,Set-X | X | InvalidArgument | A parameter cannot be found | INVALID",
                "MissingMandatoryParameter,X | X | InvalidArgument | m | INVALID",
                "X | System.UnauthorizedAccessException | NotSpecified | m | DENIED",
                "X | X | PermissionDenied | m | DENIED",
                "X | X | NotSpecified | You can't make the change because you don't have write scope | DENIED",
                "X | X | NotSpecified | Micro delay applied | THROTTLED",
                "X | X | NotSpecified | The remote server returned an error: (429) Too Many Requests. | THROTTLED",
                "X | X | NotSpecified | '' matches multiple entries. | CONFLICT",
                "X | X | ResourceExists | m | CONFLICT",
                "X | X | OperationTimeout | m | TIMEOUT",
                "X | System.Net.Sockets.SocketException | NotSpecified | m | UNREACHABLE",
                "X | X | ObjectNotFound | m | NOT_FOUND",
                "X | System.Exception | NotSpecified | something else | UNKNOWN",
            })
    void anErrorIsClassedByWhatItSays(String id, String type, String category, String message, ErrorClass kind) {
        assertThat(ErrorClassTable.load().of(ShellError.of(message, type, id, category, "")))
                .isEqualTo(kind);
    }
}
