package dev.runwright.graph;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.MsalThrottlingException;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.RunClock;
import dev.runwright.value.Json;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Tokens of an application by MSAL, each kept until shortly before its end. MSAL's requests go over our wire. Thread-safe. */
final class MsalTokens implements Tokens {
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final GraphSettings settings;
    private final Wire wire;
    private final RunClock clock;
    private @Nullable ConfidentialClientApplication application;
    private @Nullable IAuthenticationResult kept;
    /** Of the call that is signing in; MSAL asks on a thread of its own. */
    private volatile Cancellation asking = new Cancellation();

    MsalTokens(GraphSettings settings, Wire wire, RunClock clock) {
        this.settings = settings;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public synchronized String token(boolean fresh, Cancellation cancellation) throws NoToken {
        if (!fresh
                && kept != null
                && clock.now().isBefore(kept.expiresOnDate().toInstant().minus(MARGIN))) {
            return kept.accessToken();
        }
        ClientCredentialParameters parameters = ClientCredentialParameters.builder(Set.of(scope()))
                .skipCache(true)
                .build();
        asking = cancellation;
        try {
            IAuthenticationResult result =
                    application().acquireToken(parameters).get();
            kept = result;
            return result.accessToken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(e);
        } catch (ExecutionException e) {
            throw cancellation.now() ? stopped(e) : refused(e.getCause() == null ? e : e.getCause());
        } catch (GeneralSecurityException | MalformedURLException | IllegalArgumentException e) {
            throw new NoToken(ErrorClass.DENIED, "The sign-in cannot begin: " + e.getMessage(), e);
        }
    }

    private static NoToken stopped(Exception cause) {
        return new NoToken(ErrorClass.UNKNOWN, "The sign-in was stopped.", cause);
    }

    /** Tokens are for the service itself; the loopback service of a rehearsal stands for the global one. */
    private String scope() {
        URI base = settings.base();
        URI service = base.getScheme().equals("https") ? base : Cloud.GLOBAL.base();
        return service.getScheme() + "://" + service.getAuthority() + "/.default";
    }

    private ConfidentialClientApplication application() throws GeneralSecurityException, MalformedURLException {
        if (application == null) {
            String authority = settings.authority().toString().replaceFirst("^http:", "https:");
            application = ConfidentialClientApplication.builder(settings.clientId(), credential())
                    .authority(authority)
                    .instanceDiscovery(false)
                    .httpClient(this::send)
                    .disableInternalRetries()
                    .build();
        }
        return application;
    }

    private IClientCredential credential() throws GeneralSecurityException {
        if (settings.credential() instanceof GraphSettings.Credential.ClientSecret secret) {
            return ClientCredentialFactory.createFromSecret(secret.text());
        }
        return CertificateFile.read((GraphSettings.Credential.Certificate) settings.credential())
                .credential();
    }

    /** MSAL's request over our wire; it knows https only, a rehearsal's authority speaks http. */
    private IHttpResponse send(HttpRequest request) throws NoAnswer {
        String url = request.url().toString();
        String address = settings.authority().getScheme().equals("http") ? url.replaceFirst("^https:", "http:") : url;
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(address));
        request.headers().forEach(builder::header);
        String body = request.body();
        builder.method(
                request.httpMethod().name().toUpperCase(Locale.ROOT),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Answer answer = wire.send(builder.build(), TIMEOUT, asking, "");
        demandToken(answer);
        HttpResponse response = new HttpResponse().statusCode(answer.status()).body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }

    /** A page of somebody on the way, or an answer without a token, is no refusal by the service. */
    private static void demandToken(Answer answer) throws NoAnswer {
        if (!answer.good()) {
            return;
        }
        try {
            if (!(Json.readObject(answer.body()).get("access_token") instanceof String)) {
                throw new NoAnswer(ErrorClass.INVALID, true, "it gave no token.", null);
            }
        } catch (IllegalArgumentException e) {
            throw new NoAnswer(ErrorClass.UNREACHABLE, true, "what came is no answer of a sign-in service.", e);
        }
    }

    private NoToken refused(Throwable cause) {
        String where = "The sign-in of application " + settings.clientId() + " at " + settings.authority();
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof NoAnswer lost) {
                return new NoToken(lost.kind(), where + " got no answer: " + lost.sentence(), cause);
            }
        }
        String said =
                String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("no reason was given");
        return new NoToken(kind(cause, said), where + " was refused: " + said, cause);
    }

    /** A service that is ill is told from one that says no. */
    private static ErrorClass kind(Throwable cause, String said) {
        if (cause instanceof MsalThrottlingException) {
            return ErrorClass.THROTTLED;
        }
        Integer status = cause instanceof MsalServiceException service ? service.statusCode() : null;
        ErrorClass kind = status == null
                ? ErrorClasses.shipped().of(new ErrorClasses.Said("", "", "", said, null))
                : ErrorClasses.shipped().http(status);
        return kind == ErrorClass.UNKNOWN || kind == ErrorClass.INVALID ? ErrorClass.DENIED : kind;
    }
}
