package dev.runwright.wire;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a request's line, as a shell does. */
final class RequestReader {
    private final Map<String, @Nullable Object> fields;

    private RequestReader(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    static Request read(String line) {
        int mark = line.lastIndexOf(Protocol.REQUEST_MARK);
        if (mark < 0) {
            throw WireException.badMessage("a line", "it holds no request", null);
        }
        try {
            byte[] json = Base64.getDecoder()
                    .decode(line.substring(mark + Protocol.REQUEST_MARK.length())
                            .trim());
            return new RequestReader(Json.readObject(new String(json, StandardCharsets.UTF_8))).request();
        } catch (IllegalArgumentException | ClassCastException e) {
            throw WireException.badMessage("a request", String.valueOf(e.getMessage()), e);
        }
    }

    private Request request() {
        return switch (text("op")) {
            case "connect" ->
                new Request.Connect(
                        text("id"),
                        texts("modules"),
                        texts("allow"),
                        flag("scripts"),
                        Data.text(fields.get("estate")),
                        limits());
            case "invoke" ->
                new Request.Invoke(
                        text("id"), text("command"), arguments(), texts("select"), flag("baseline"), limits());
            case "script" ->
                new Request.Script(
                        text("id"),
                        String.valueOf(Tagged.decode(fields.get("text"))),
                        text("file"),
                        text("folder"),
                        arguments(),
                        texts("select"),
                        limits());
            case "probe" -> new Request.Probe(text("id"));
            case "again" -> new Request.Again(text("id"), text("of"));
            default -> throw new IllegalArgumentException("unknown operation '" + text("op") + "'");
        };
    }

    private Map<String, @Nullable Object> arguments() {
        return TaggedValues.decode(Data.map(fields.get("args")), Data.map(fields.get("secrets")));
    }

    private Limits limits() {
        return new Limits(number("limitMs"), number("graceMs"));
    }

    private String text(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value.toString();
    }

    private List<String> texts(String name) {
        return Data.texts(fields.get(name));
    }

    private boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    private long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
