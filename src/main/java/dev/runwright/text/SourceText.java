package dev.runwright.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file's name and its decoded text, line ends as {@code \n}, without a byte order mark. Immutable.
 *
 * @param name the file as the user named it, used in positions
 * @param text the text
 */
public record SourceText(String name, String text) {
    /** The largest file that is read, in bytes (design: limits). */
    public static final int LARGEST = 1024 * 1024;

    /**
     * Reads a file and decodes it, see {@link #decode}; of a file that is too large no more than that is read.
     *
     * @param name how the file is named in positions
     */
    public static Optional<SourceText> read(Path file, String name, Problems problems) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(name, in.readNBytes(LARGEST + 1), problems);
        }
    }

    /**
     * Decodes a file as UTF-8; a byte order mark and CRLF are allowed. Empty after a problem: another encoding, a character that
     * no text has, or more than {@value #LARGEST} bytes.
     */
    public static Optional<SourceText> decode(String name, byte[] bytes, Problems problems) {
        if (bytes.length > LARGEST) {
            problems.error(
                    Position.startOf(name),
                    "file_too_large",
                    "The file is larger than 1 MiB (" + LARGEST + " bytes).",
                    "Split it, or keep scripts in files of their own.");
            return Optional.empty();
        }
        if (isWide(bytes)) {
            problems.error(
                    Position.startOf(name), "encoding", "The file is UTF-16; expected UTF-8.", "Save it as UTF-8.");
            return Optional.empty();
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), chars, true);
        String text = normal(chars.flip().toString());
        if (result.isError()) {
            problems.error(
                    endOf(name, text),
                    "encoding",
                    "The file is not UTF-8: there is a byte here that UTF-8 does not have.",
                    "Save it as UTF-8.");
            return Optional.empty();
        }
        return printable(name, text, problems) ? Optional.of(new SourceText(name, text)) : Optional.empty();
    }

    private static boolean isWide(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean marked = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
        return marked || (first == 0) != (second == 0);
    }

    private static String normal(String text) {
        String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
        return unmarked.indexOf('\r') < 0
                ? unmarked
                : unmarked.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean printable(String name, String text, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                problems.error(
                        endOf(name, text.substring(0, i)),
                        "control_character",
                        String.format("There is a control character (U+%04X) here, which no text file has.", (int) c),
                        "Remove it.");
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        boolean plain = c == '\n' || c == '\t' || c == '\u0085';
        return (Character.isISOControl(c) && !plain) || c == '\ufeff' || c >= '\ufffe';
    }

    /** The place just behind {@code text}. */
    private static Position endOf(String name, String text) {
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        return new Position(name, line, text.length() - text.lastIndexOf('\n'));
    }
}
