package dev.runwright.notify;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Posts JSON to an address, of which no message shows more than the host. Stateless. */
public final class WebhookPost {
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;
    private static final int SERVER_ERRORS = 500;

    private WebhookPost() {}

    /** Posts it once, no redirect followed; an error's sentence begins with the host. */
    public static Outcome send(URI address, String json, Attempt attempt) {
        String host = String.valueOf(address.getHost());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // the wish for a newer one in a header confuses small servers
                .connectTimeout(attempt.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        Cancellation.Registration stop = attempt.cancellation().onNow(() -> answer.cancel(true));
        try {
            return judged(host, answer.get(Math.max(1, attempt.timeout().toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return unknown(ErrorClass.TIMEOUT, host, "did not answer in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return unknown(ErrorClass.UNKNOWN, host, "was still to answer when the step was stopped");
        } catch (CancellationException e) {
            return unknown(ErrorClass.UNKNOWN, host, "was still to answer when the step was stopped");
        } catch (ExecutionException e) {
            return lost(host, e.getCause());
        } finally {
            stop.close();
        }
    }

    private static Outcome lost(String host, @Nullable Throwable cause) {
        boolean unsent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof UnresolvedAddressException
                || !(cause instanceof IOException);
        return unsent
                ? new Outcome.NotSent(
                        StepError.of(ErrorClass.UNREACHABLE, host + " could not be reached; nothing was sent."))
                : unknown(ErrorClass.UNREACHABLE, host, "gave no answer");
    }

    private static Outcome unknown(ErrorClass kind, String host, String what) {
        return new Outcome.Unknown(
                StepError.of(kind, host + " " + what + "; whether the message has come is not known."));
    }

    private static Outcome judged(String host, HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status / HUNDRED == GOOD) {
            return new Outcome.Returned(Reply.of(Map.of("status", (long) status)));
        }
        String after = response.headers().firstValue("Retry-After").orElse("");
        Map<String, @Nullable Object> details =
                after.matches("\\d{1,9}(\\.\\d{1,9})?") ? Map.of("retry_after", Double.valueOf(after)) : Map.of();
        StepError error = new StepError(
                ErrorClasses.shipped().http(status), host + " answered with status " + status + ".", null, details);
        return status >= SERVER_ERRORS && error.kind() != ErrorClass.THROTTLED
                ? new Outcome.Unknown(error)
                : new Outcome.NotSent(error);
    }
}
