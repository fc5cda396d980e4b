package dev.runwright.read;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The attributes of one element with the types that they must have; names without case, as versions differ in it. */
final class XmlAttributes {
    private final XmlTree element;
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    XmlAttributes(XmlTree element) {
        this.element = element;
        values.putAll(element.attributes());
    }

    String text(String name) throws Unreadable {
        String value = values.get(name);
        if (value == null) {
            throw wrong(name, "a value", "none");
        }
        return value.strip();
    }

    String textOr(String name, String otherwise) {
        String value = values.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    int number(String name, int most) throws Unreadable {
        String text = text(name);
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw wrong(name, "a whole number from 0 to " + most, "'" + text + "'");
    }

    int numberOr(String name, int otherwise) throws Unreadable {
        return values.containsKey(name) ? number(name, Integer.MAX_VALUE) : otherwise;
    }

    boolean flag(String name) throws Unreadable {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw wrong(name, "true or false", "'" + text + "'");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private Unreadable wrong(String name, String expected, String got) {
        return new Unreadable(
                element.position(),
                "The report is damaged: " + name + " of " + element.name() + " must be " + expected + ", got " + got
                        + ".");
    }
}
