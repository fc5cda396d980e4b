package dev.runwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.value.EnumValue;
import dev.runwright.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static final Limits LIMITS = new Limits(30_000, 5_000);

    private static Request.Invoke invoke(Map<String, @Nullable Object> arguments) {
        return new Request.Invoke("r1", "Set-Thing", arguments, List.of("Name"), false, LIMITS);
    }

    private static Map<String, @Nullable Object> sent(Map<String, @Nullable Object> arguments) {
        return ((Request.Invoke) Request.parse(invoke(arguments).line())).arguments();
    }

    @Test
    void everyRequestComesBackAsItWasWritten() {
        List<Request> requests = List.of(
                new Request.Connect("r1", List.of("A", "B"), List.of("Get-A"), true, "/tmp/e", LIMITS),
                new Request.Connect("r2", List.of(), List.of(), false, null, LIMITS),
                invoke(Map.of("A", 1L)),
                new Request.Script("r4", "'é'\n$x", "s.ps1", "/work", Map.of("B", "b"), List.of(), LIMITS),
                new Request.Probe("r5"));

        assertThat(requests)
                .allSatisfy(request -> assertThat(Request.parse("noise " + request.line() + "\r"))
                        .isEqualTo(request));
    }

    @Test
    void everyTypeKeepsItsValue() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("Null", null);
        values.put("Flag", true);
        values.put("Text", "s:$(exit) 'q' \"d\" `n\u0000\u2028 é世😀");
        values.put("DateText", "2026-01-02T03:04:05Z");
        values.put("Long", Long.MIN_VALUE);
        values.put("Big", new BigInteger("18446744073709551615"));
        values.put("Double", 1.5);
        values.put("Decimal", new BigDecimal("1.10"));
        values.put("Time", OffsetDateTime.parse("2026-01-02T03:04:05.1234567Z"));
        values.put("Local", LocalDateTime.parse("2026-01-02T03:04:05"));
        values.put("Span", Duration.ofHours(-6));
        values.put("Id", UUID.fromString("11111111-2222-3333-4444-555555555555"));
        values.put("Enum", new EnumValue("Friday", "5"));
        values.put("Empty", List.of());
        values.put("List", Arrays.asList(1L, null, List.of("x")));
        values.put("Map", Map.of("k", Map.of("n", 2L)));

        assertThat(sent(values)).isEqualTo(values);
    }

    @Test
    void secretsTravelApartFromTheParameters() {
        Secret secret = new Secret("pw", "pässword");
        Request.Invoke request = invoke(Map.of("P", secret, "C", new Credential("dom\\us:er", secret)));

        assertThat(String.valueOf(request.fields().get("args"))).doesNotContain("pässword");
        Map<String, @Nullable Object> arguments = sent(request.arguments());
        assertThat(arguments.get("P"))
                .isInstanceOfSatisfying(
                        Secret.class, sent -> assertThat(sent.reveal()).isEqualTo("pässword"));
        assertThat(arguments.get("C")).isInstanceOfSatisfying(Credential.class, credential -> {
            assertThat(credential.user()).isEqualTo("dom\\us:er");
            assertThat(credential.password().reveal()).isEqualTo("pässword");
        });
    }

    @Test
    void aRequestDoesNotShowItsSecretsAsText() {
        assertThat(invoke(Map.of("P", new Secret("pw", "hunter22"))).toString()).doesNotContain("hunter22");
    }

    @Test
    void keysThatPowerShellCannotTellApartAreRefused() {
        assertThatThrownBy(() -> invoke(Map.of("Name", 1L, "name", 2L)).line())
                .isInstanceOf(WireException.class)
                .hasMessageContaining("only by case");
        assertThatThrownBy(() -> invoke(Map.of("A", Map.of("", 2L))).line()).hasMessageContaining("empty");
        assertThatThrownBy(() -> invoke(Map.of("A", Map.of("PSObject", 2L))).line())
                .hasMessageContaining("uses that name");
    }

    @Test
    void aDecimalThatDotNetCannotHoldIsRefused() {
        assertThatThrownBy(() -> invoke(Map.of("A", new BigDecimal("1e-40"))).line())
                .isInstanceOf(WireException.class)
                .hasMessageContaining("28 digits");
        assertThat(sent(Map.of("A", new BigDecimal("79228162514264337593543950335"))))
                .containsEntry("A", new BigDecimal("79228162514264337593543950335"));
    }

    @Test
    void aLineWithoutARequestIsRefused() {
        for (String line : List.of("", "Get-Date", "RW1 ****", "RW1 " + base64("[1]"), "RW1 " + base64("{\"op\":1}"))) {
            assertThatThrownBy(() -> Request.parse(line)).isInstanceOf(WireException.class);
        }
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
