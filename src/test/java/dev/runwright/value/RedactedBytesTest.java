package dev.runwright.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RedactedBytesTest {
    private static final Redactor REDACTOR = Redactor.of(List.of(new Secret("pw", "correct horse ß")));

    private static byte[] redacted(byte[] bytes, int piece) {
        RedactedBytes redacted = REDACTOR.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += piece) {
            byte[] next = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            out.writeBytes(redacted.next(next, next.length));
        }
        out.writeBytes(redacted.last());
        return out.toByteArray();
    }

    @Test
    void aSecretIsFoundHoweverTheStreamIsCutAndInTheEncodingsOfPrograms() {
        String text = "a correct horse ß b "
                + Base64.getEncoder().encodeToString("correct horse ß".getBytes(StandardCharsets.UTF_8)) + " c";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (int piece : new int[] {1, 2, 3, 7, 1000}) {
                String clean = new String(redacted(text.getBytes(charset), piece), StandardCharsets.ISO_8859_1)
                        .replace("\0", "");
                assertThat(clean)
                        .as("%s by %d", charset, piece)
                        .startsWith("a *** b ***")
                        .endsWith(" c");
            }
        }
    }

    @Test
    void whatIsNoSecretIsNotTouched() {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        assertThat(redacted(bytes, 4096)).isEqualTo(bytes);
        assertThat(redacted("correct horse".getBytes(StandardCharsets.UTF_8), 5))
                .isEqualTo("correct horse".getBytes(StandardCharsets.UTF_8));
        assertThat(Redactor.of(List.of()).bytes().next(bytes, 3)).containsExactly(bytes[0], bytes[1], bytes[2]);
    }
}
