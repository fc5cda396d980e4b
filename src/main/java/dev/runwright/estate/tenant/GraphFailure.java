package dev.runwright.estate.tenant;

import dev.runwright.text.RunwrightException;

/** An error answer on its way out of a call: the call has changed nothing (Graph documentation, "error responses"). */
final class GraphFailure extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private GraphFailure(int status, String code, String message) {
        super(code, message, null);
        this.status = status;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    static GraphFailure of(int status, String code, String message) {
        return new GraphFailure(status, code, message);
    }

    static GraphFailure badRequest(String message) {
        return new GraphFailure(400, "BadRequest", message);
    }

    static GraphFailure badProperty(String name, String kind) {
        return new GraphFailure(
                400, "Request_BadRequest", "Invalid property '" + name + "' specified for resource '" + kind + "'.");
    }

    static GraphFailure unauthorized(String message) {
        return new GraphFailure(401, "InvalidAuthenticationToken", message);
    }

    static GraphFailure denied() {
        return new GraphFailure(
                403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    static GraphFailure noSegment(String segment) {
        return new GraphFailure(400, "BadRequest", "Resource not found for the segment '" + segment + "'.");
    }

    static GraphFailure noResource(String id) {
        return new GraphFailure(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    static GraphFailure noItem() {
        return new GraphFailure(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static GraphFailure noMailbox() {
        return new GraphFailure(
                404,
                "MailboxNotEnabledForRESTAPI",
                "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
    }

    static GraphFailure noLicence() {
        return new GraphFailure(
                403, "Forbidden", "Your tenant is not licensed for this feature; Microsoft Entra ID P2 is needed.");
    }
}
