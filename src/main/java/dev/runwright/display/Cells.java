package dev.runwright.display;

/** Text as a terminal counts it: in cells, of which wide characters take two. Stateless. */
final class Cells {
    private static final int REPLACEMENT = 0xFFFD;
    /** Makes the character before it an emoji, which may be wider than itself. */
    private static final int EMOJI_FORM = 0xFE0F;

    private static final String CUT = "…";
    /** First and last code points that take two cells: Hangul, CJK, full-width forms, emoji. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x23E9, 0x23F3},
        {0x25FD, 0x25FE},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x267F, 0x267F},
        {0x2693, 0x2693},
        {0x26A1, 0x26A1},
        {0x26AA, 0x26AB},
        {0x26BD, 0x26BE},
        {0x26C4, 0x26C5},
        {0x26CE, 0x26CE},
        {0x26D4, 0x26D4},
        {0x26EA, 0x26EA},
        {0x26F2, 0x26FD},
        {0x2705, 0x2705},
        {0x270A, 0x270B},
        {0x2728, 0x2728},
        {0x274C, 0x274E},
        {0x2753, 0x2757},
        {0x2795, 0x2797},
        {0x27B0, 0x27BF},
        {0x2B1B, 0x2B1C},
        {0x2B50, 0x2B55},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE10, 0xFE19},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x16FE0, 0x18DFF},
        {0x1AFF0, 0x1B2FF},
        {0x1F004, 0x1F004},
        {0x1F0CF, 0x1F0CF},
        {0x1F18E, 0x1F19A},
        {0x1F200, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Cells() {}

    /** The text as one line without anything that a terminal obeys: control characters, and marks that turn the direction. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(one -> one == '\n' || one == '\r' || one == '\t' ? ' ' : isObeyed(one) ? REPLACEMENT : one)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** The same for text that may have several lines. */
    static String cleanLines(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(one -> one != '\n' && one != '\t' && isObeyed(one) ? REPLACEMENT : one)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isObeyed(int one) {
        boolean turns = (one >= 0x202A && one <= 0x202E) || (one >= 0x2066 && one <= 0x2069);
        boolean parts = one == 0x2028 || one == 0x2029;
        boolean half = one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE;
        return Character.isISOControl(one) || turns || parts || half;
    }

    /** How many cells a clean text takes. */
    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int one) {
        if (one == EMOJI_FORM) {
            return 1;
        }
        int kind = Character.getType(one);
        if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || kind == Character.FORMAT) {
            return 0;
        }
        if (one < WIDE[0][0]) {
            return 1;
        }
        for (int[] range : WIDE) {
            if (one <= range[1]) {
                return one >= range[0] ? 2 : 1;
            }
        }
        return 1;
    }

    /** The text in at most {@code cells} cells; what is cut ends in an ellipsis. */
    static String cut(String text, int cells) {
        if (text.length() <= cells / 2 || width(text) <= cells) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int one = text.codePointAt(at);
            if (used + width(one) > cells - 1) {
                break;
            }
            used += width(one);
            kept.appendCodePoint(one);
        }
        return cells <= 0 ? "" : kept + CUT;
    }

    /** The text cut or filled with spaces to just {@code cells} cells. */
    static String fit(String text, int cells) {
        String cut = cut(text, cells);
        return cut + " ".repeat(Math.max(0, cells - width(cut)));
    }
}
