package dev.runwright.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One message of a shell: {@code @rw1 NONCE KIND ID LENGTH BASE64} on a line of its own. The length is that of the base64 text, so
 * that half a frame is never taken for a whole one; the nonce tells it from text that a command prints. Immutable.
 *
 * @param id of the request that it belongs to
 * @param body JSON text: a {@link ShellEvent} or a {@link Reply}
 */
public record Frame(Kind kind, String id, String body) {
    private static final String TAG = "@rw1 ";
    private static final int HEAD_LIMIT = 160;

    /** What a frame carries. */
    public enum Kind {
        /** A message while a request is worked on. */
        EVENT("ev"),
        /** The answer to a request. */
        REPLY("res");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The line, with a line end before it (which ends what a native program left unfinished) and one after it. */
    public String format(String nonce) {
        String base64 = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        String line = "\n" + TAG + nonce + " " + kind.word + " " + id + " " + base64.length() + " " + base64 + "\n";
        return kind == Kind.REPLY ? line + Protocol.END_MARK + "\n" : line;
    }

    /** The frame on a line; empty if it is none of this session, not whole, or not base64. */
    public static Optional<Frame> parse(String line, String nonce) {
        Optional<Header> header = Header.read(line, nonce);
        if (header.isEmpty() || !header.get().whole(line.length())) {
            return Optional.empty();
        }
        try {
            byte[] body = Base64.getDecoder().decode(line.substring(header.get().bodyAt()));
            return Optional.of(
                    new Frame(header.get().kind(), header.get().id(), new String(body, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The words of a frame before its body, readable before the body has arrived.
     *
     * @param length characters of the body
     * @param bodyAt where the body begins in the line
     */
    public record Header(Kind kind, String id, long length, int bodyAt) {
        /** Whether a line of that many characters holds exactly this frame. */
        public boolean whole(long characters) {
            return bodyAt + length == characters;
        }

        /** The header of a line; empty if it is none of this session. */
        public static Optional<Header> read(String line, String nonce) {
            if (!line.startsWith(TAG)) {
                return Optional.empty();
            }
            String[] words =
                    line.substring(0, Math.min(line.length(), HEAD_LIMIT)).split(" ", 6);
            if (words.length < 6 || !words[1].equals(nonce) || !words[4].matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            int bodyAt = words[0].length()
                    + words[1].length()
                    + words[2].length()
                    + words[3].length()
                    + words[4].length()
                    + 5;
            for (Kind kind : Kind.values()) {
                if (kind.word.equals(words[2])) {
                    return Optional.of(new Header(kind, words[3], Long.parseLong(words[4]), bodyAt));
                }
            }
            return Optional.empty();
        }
    }
}
