package dev.runwright.wire;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shell is asked to do. Immutable; its line may hold secrets and is never to be logged. */
public sealed interface Request {
    /** Unique in its session: letters, digits and hyphens. */
    String id();

    /** All but version and id, as JSON data. */
    Map<String, @Nullable Object> fields();

    /**
     * The line without its end: {@code RW1} and the base64 text of the request's JSON.
     *
     * @throws WireException if a parameter cannot be sent
     */
    default String line() {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("v", 1L);
        message.put("id", id());
        message.putAll(fields());
        return Protocol.REQUEST_MARK + Base64.getEncoder().encodeToString(utf8(Json.write(message)));
    }

    /** Half of a surrogate pair becomes U+FFFD. */
    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith("\ufffd".getBytes(StandardCharsets.UTF_8))
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw WireException.badValue(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes the session ready: loads modules, finds the allowed commands.
     *
     * @param modules names or paths of modules to import, in order
     * @param allow the commands that may be invoked
     * @param scripts whether {@link Script} is allowed
     * @param estate the pipe on which a sandbox's proxies are answered; null for none
     */
    record Connect(
            String id,
            List<String> modules,
            List<String> allow,
            boolean scripts,
            @Nullable String estate,
            Limits limits)
            implements Request {
        /** Copies the lists. */
        public Connect {
            modules = List.copyOf(modules);
            allow = List.copyOf(allow);
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = operation("connect", limits);
            fields.put("modules", modules);
            fields.put("allow", allow);
            fields.put("scripts", scripts);
            fields.put("estate", estate);
            return fields;
        }
    }

    /**
     * One command.
     *
     * @param arguments by parameter name; a value may hold {@link dev.runwright.value.Secret} and {@link Credential}
     * @param select properties to keep of each object; empty for all
     * @param baseline whether what it leaves behind (variables, commands) belongs to the session: for a connecting command
     */
    record Invoke(
            String id,
            String command,
            Map<String, @Nullable Object> arguments,
            List<String> select,
            boolean baseline,
            Limits limits)
            implements Request {
        /** Copies what it is given. */
        public Invoke {
            arguments = Data.copy(arguments);
            select = List.copyOf(select);
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = operation("invoke", limits);
            fields.put("command", command);
            putArguments(fields, arguments);
            fields.put("select", select);
            fields.put("baseline", baseline);
            return fields;
        }
    }

    /**
     * A script's text, run with arguments bound to its parameters.
     *
     * @param file its name in errors; an existing path also gives {@code $PSScriptRoot}
     * @param folder the current location while it runs; empty for the shell's own
     */
    record Script(
            String id,
            String text,
            String file,
            String folder,
            Map<String, @Nullable Object> arguments,
            List<String> select,
            Limits limits)
            implements Request {
        /** Copies what it is given. */
        public Script {
            arguments = Data.copy(arguments);
            select = List.copyOf(select);
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = operation("script", limits);
            fields.put("text", "s:" + text);
            fields.put("file", file);
            fields.put("folder", folder);
            putArguments(fields, arguments);
            fields.put("select", select);
            return fields;
        }
    }

    /** Asks for the shell's facts. */
    record Probe(String id) implements Request {
        @Override
        public Map<String, @Nullable Object> fields() {
            return new LinkedHashMap<>(Map.of("op", "probe"));
        }
    }

    /**
     * Asks for a reply once more that got lost on its way; nothing is done again.
     *
     * @param of the request whose reply it is: the last one. The reply comes under that id
     */
    record Again(String id, String of) implements Request {
        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("op", "again");
            fields.put("of", of);
            return fields;
        }
    }

    private static Map<String, @Nullable Object> operation(String name, Limits limits) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("op", name);
        fields.put("limitMs", limits.limitMs());
        fields.put("graceMs", limits.graceMs());
        return fields;
    }

    private static void putArguments(Map<String, @Nullable Object> fields, Map<String, @Nullable Object> arguments) {
        TaggedValues values = new TaggedValues();
        fields.put("args", values.encode(arguments));
        fields.put("secrets", values.secrets());
    }

    /**
     * The request on a line, whatever stands before its mark.
     *
     * @throws WireException if the line holds none
     */
    static Request parse(String line) {
        return RequestReader.read(line);
    }
}
