package dev.runwright.download;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer that is no redirect.
 *
 * @param url where it came from in the end
 */
record Answer(URI url, HttpResponse<InputStream> response) {
    static final int OK = 200;
    static final int PART = 206;
    static final int NO_SUCH_RANGE = 416;

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final int DENIED_BY_PROXY = 407;
    private static final Duration SETTLED = Duration.ofMinutes(1);

    int status() {
        return response.statusCode();
    }

    private HttpHeaders headers() {
        return response.headers();
    }

    private @Nullable String header(String name) {
        return headers().firstValue(name).orElse(null);
    }

    /**
     * What tells this version of the file from others, to be sent with a range; null if nothing does.
     *
     * @param proved whether a hash proves the file in the end, so that a date will do under which it may have changed
     */
    @Nullable String version(boolean proved) {
        String tag = header("ETag");
        if (tag != null && tag.startsWith("\"")) {
            return tag;
        }
        String modified = header("Last-Modified");
        return proved || isSettled(modified) ? modified : null;
    }

    /** Whether the server sent the file so long after the change that it cannot have changed again within that second. */
    private boolean isSettled(@Nullable String modified) {
        ZonedDateTime then = time(modified);
        ZonedDateTime now = time(header("Date"));
        return then != null
                && now != null
                && !Duration.between(then, now).minus(SETTLED).isNegative();
    }

    private static @Nullable ZonedDateTime time(@Nullable String said) {
        try {
            return said == null ? null : ZonedDateTime.parse(said.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Why what comes is surely not the file that {@code path} names; null if it may be. */
    @Nullable String doubt(Path path) {
        String encoding =
                headers().firstValue("Content-Encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")) {
            return "sends the file packed as " + encoding;
        }
        boolean page = headers()
                .firstValue("Content-Type")
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith("text/html");
        boolean wanted =
                String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.html?");
        return page && !wanted ? "answered with a web page" : null;
    }

    /** Where a part begins; -1 if it does not say. */
    long begin() {
        Matcher range = RANGE.matcher(String.valueOf(header("Content-Range")));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    /** How long the whole file is; -1 if the server does not say. */
    long total() {
        Matcher range = RANGE.matcher(String.valueOf(header("Content-Range")));
        if (status() == PART) {
            return range.matches() && !range.group(3).equals("*") ? Long.parseLong(range.group(3)) : -1;
        }
        return headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /** Whether the connection's own rules tell where the body ends. */
    boolean endIsTold() {
        boolean chunked = headers().allValues("Transfer-Encoding").stream().anyMatch("chunked"::equalsIgnoreCase);
        return chunked || headers().firstValue("Content-Length").isPresent();
    }

    /** What a refusal means. */
    Failed failed() {
        int status = status();
        String sentence = url.getHost() + " answered with status " + status + ".";
        if (status == DENIED_BY_PROXY) {
            return Failed.later(ErrorClass.DENIED, "The proxy wants a sign-in (status 407).");
        }
        ErrorClass kind = ErrorClasses.shipped().http(status);
        return Failed.later(kind, sentence, retryAfter());
    }

    /** In seconds; a date counts from the server's own time. */
    private @Nullable Double retryAfter() {
        String said = header("Retry-After");
        if (said == null) {
            return null;
        }
        if (said.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Double.valueOf(said.strip());
        }
        ZonedDateTime until = time(said);
        ZonedDateTime now = time(header("Date"));
        return until == null || now == null
                ? null
                : (Double) Math.max(0.0, Duration.between(now, until).toMillis() / 1000.0);
    }
}
