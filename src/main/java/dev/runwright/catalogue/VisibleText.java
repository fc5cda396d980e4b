package dev.runwright.catalogue;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that a person sees of an HTML page (design 2.3, form {@code html}): no tags, entities decoded, white space as one blank. */
final class VisibleText {
    private static final Pattern HIDDEN = Pattern.compile("(?is)<!--.*?-->|<(head|style|script)\\b.*?</\\1\\s*>");
    private static final Pattern BREAK =
            Pattern.compile("(?i)</?(p|br|div|li|ul|ol|tr|td|th|table|h[1-6]|hr|body|html)\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z!][^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private VisibleText() {}

    /** Whether {@code read} shows what {@code wanted} says, be that plain text or HTML itself. */
    static boolean same(String wanted, String read) {
        String shown = of(read);
        return of(wanted).equals(shown) || oneLine(wanted).equals(shown);
    }

    static String of(String html) {
        String visible = HIDDEN.matcher(html).replaceAll(" ");
        visible = BREAK.matcher(visible).replaceAll(" ");
        visible = TAG.matcher(visible).replaceAll("");
        return oneLine(ENTITY.matcher(visible)
                .replaceAll(entity -> Matcher.quoteReplacement(decoded(entity.group(), entity.group(1)))));
    }

    private static String oneLine(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static String decoded(String whole, String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), whole);
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : whole;
    }
}
