package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorClassesTest {
    private final ErrorClasses classes = ErrorClasses.shipped();

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
                "X | System.Net.WebException | NotSpecified | The remote server returned an error: (429) Too Many Requests. | THROTTLED",
                "X | System.Net.WebException | NotSpecified | The remote server returned an error: (404) Not Found. | NOT_FOUND",
                "X | X | NotSpecified | Response status code does not indicate success: 502 (Bad Gateway). | UNREACHABLE",
                "X | X | NotSpecified | HTTP/1.1 412 Precondition Failed | CONFLICT",
                "X | X | NotSpecified | There are 429 mailboxes in (404). | UNKNOWN",
                "X | X | NotSpecified | Exception from HRESULT: 0x80072EE7 | UNREACHABLE",
                "X | X | NotSpecified | wusa said -2145124329 | INVALID",
                "X | X | NotSpecified | failed with 0x80070005 | DENIED",
                "X | X | NotSpecified | Object -20000000000000 is at 0x8 | UNKNOWN",
                "X | X | NotSpecified | '' matches multiple entries. | CONFLICT",
                "X | X | ResourceExists | m | CONFLICT",
                "X | X | OperationTimeout | m | TIMEOUT",
                "X | System.Net.Sockets.SocketException | NotSpecified | m | UNREACHABLE",
                "X | X | ObjectNotFound | m | NOT_FOUND",
                "X | System.Exception | NotSpecified | something else | UNKNOWN",
            })
    void anErrorRecordIsClassedByWhatItSays(String id, String type, String category, String message, ErrorClass kind) {
        assertThat(classes.of(new ErrorClasses.Said(id, type, category, message, null)))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "0x80072EE2, TIMEOUT",
        "0x80240009, CONFLICT",
        "0x80070005, DENIED",
        "0x800706BA, UNREACHABLE",
        "0x80131505, TIMEOUT",
        "0x80131500, UNKNOWN"
    })
    void anExceptionsHresultTellsItsClass(String hresult, ErrorClass kind) {
        int code = Long.decode(hresult).intValue();

        assertThat(classes.of(new ErrorClasses.Said("X", "X", "NotSpecified", "m", code)))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1618, CONFLICT",
        "3010, REBOOT_PENDING",
        "1641, REBOOT_PENDING",
        "1603, UNKNOWN",
        "1460, TIMEOUT",
        "1601, UNREACHABLE",
        "1625, DENIED",
        "1605, NOT_FOUND",
        "1639, INVALID",
        "2359301, REBOOT_PENDING",
        "-2145124329, INVALID",
        "-2147024891, DENIED",
        "5, UNKNOWN",
        "1, UNKNOWN"
    })
    void aProgramsExitCodeIsASystemErrorCodeUnlessItIsSmall(int exit, ErrorClass kind) {
        assertThat(classes.exit(exit)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID",
        "401, DENIED",
        "403, DENIED",
        "404, NOT_FOUND",
        "408, TIMEOUT",
        "409, CONFLICT",
        "412, CONFLICT",
        "429, THROTTLED",
        "500, UNREACHABLE",
        "503, THROTTLED",
        "504, TIMEOUT",
        "509, THROTTLED",
        "302, UNKNOWN"
    })
    void anHttpStatusTellsTheClass(int status, ErrorClass kind) {
        assertThat(classes.http(status)).isEqualTo(kind);
    }

    @Test
    void aQuotedRetryAfterIsReadInSeconds() {
        assertThat(ErrorClasses.retryAfter("Too many requests. Retry-After: 2.128"))
                .contains(2.128);
        assertThat(ErrorClasses.retryAfter("\"retryAfter\":\"30\"")).contains(30.0);
        assertThat(ErrorClasses.retryAfter("Retry after 2026-10-01")).isEmpty();
        assertThat(ErrorClasses.retryAfter("Retry later")).isEmpty();
    }
}
