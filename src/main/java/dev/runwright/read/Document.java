package dev.runwright.read;

import dev.runwright.model.ReadStep.Format;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Json;
import dev.runwright.yaml.PlainData;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes, read as one of the formats. Text is UTF-8, or UTF-16 where a byte order mark says so.
 *
 * @param file the file as the runbook names it, for messages
 */
@SuppressWarnings("ArrayRecordComponent")
record Document(String file, byte[] bytes) {
    private static final Pattern JSON_PLACE =
            Pattern.compile("\\s*at \\[.*line: (\\d+), column: (\\d+)]", Pattern.DOTALL);

    @Nullable Object as(Format format, char delimiter) throws Unreadable {
        return switch (format) {
            case TEXT -> text();
            case JSON -> json();
            case YAML -> yaml();
            case CSV -> Csv.rows(file, text(), delimiter);
            case XML -> XmlTree.read(this).toData();
            case MBSA -> new ScanReport(file).read(XmlTree.read(this));
        };
    }

    /** The charset that a byte order mark names; null if there is none. */
    @Nullable Charset marked() {
        if (starts(0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return starts(0xfe, 0xff)
                ? StandardCharsets.UTF_16BE
                : starts(0xef, 0xbb, 0xbf) ? StandardCharsets.UTF_8 : null;
    }

    private boolean starts(int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text without a byte order mark. */
    String text() throws Unreadable {
        Charset marked = marked();
        Charset charset = marked == null ? StandardCharsets.UTF_8 : marked;
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            throw new Unreadable(
                    behind(text),
                    "The file is not " + charset.name()
                            + ": there is a byte here that it does not have; expected UTF-8, or UTF-16 with a byte order mark.");
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private Position behind(String text) {
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        return new Position(file, line, text.length() - text.lastIndexOf('\n'));
    }

    private @Nullable Object json() throws Unreadable {
        try {
            return Json.read(text());
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            Matcher place = JSON_PLACE.matcher(said);
            if (!place.find()) {
                throw Unreadable.at(file, "The file is not one JSON document: " + said + ".");
            }
            Position position = new Position(file, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
            String why = said.substring(0, place.start())
                    .replaceFirst("^not JSON: ", "")
                    .strip();
            throw new Unreadable(position, "The file is not one JSON document: " + why + ".");
        }
    }

    private @Nullable Object yaml() throws Unreadable {
        Problems problems = new Problems();
        byte[] utf8 = text().getBytes(StandardCharsets.UTF_8);
        PlainData.Document document = SourceText.decode(file, utf8, problems)
                .flatMap(source -> PlainData.document(source, problems))
                .orElse(null);
        if (document != null) {
            return document.value();
        }
        Problem first = problems.all().get(0);
        throw new Unreadable(first.position(), first.message());
    }
}
