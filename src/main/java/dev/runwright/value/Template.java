package dev.runwright.value;

import dev.runwright.text.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a runbook that may hold expressions, at any depth. Rendering it gives plain data; what is substituted is never
 * evaluated again. Immutable, thread-safe.
 */
public sealed interface Template {
    /** Where it stands in the runbook. */
    Position position();

    /**
     * Its value in {@code scope}.
     *
     * @throws EvaluationException if an expression in it has none
     */
    @Nullable Object render(Scope scope);

    /** Every expression in it, at any depth. */
    Stream<Expression> expressions();

    /** A value without expressions: null, Boolean, Long, BigInteger, Double or text. */
    record Literal(Position position, @Nullable Object value) implements Template {
        @Override
        public @Nullable Object render(Scope scope) {
            return value;
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.empty();
        }
    }

    /** A whole scalar that is one expression: it keeps its type. */
    record Whole(Position position, Expression expression) implements Template {
        @Override
        public @Nullable Object render(Scope scope) {
            return expression.evaluate(scope);
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(expression);
        }
    }

    /** Text with expressions in it: parts are {@link String} or {@link Expression}; it gives text. */
    record Mixed(Position position, List<Object> parts) implements Template {
        /** Copies the parts. */
        public Mixed {
            parts = List.copyOf(parts);
        }

        @Override
        public @Nullable Object render(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Object part : parts) {
                Object value = part instanceof Expression expression ? expression.evaluate(scope) : part;
                if (value instanceof Pending) {
                    return value;
                }
                if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
                    Position at = part instanceof Expression expression ? expression.position() : position;
                    String kind = value == null ? "null" : value instanceof List<?> ? "a list" : "a map";
                    throw new EvaluationException(
                            at,
                            "The expression gives " + kind + ", which cannot stand inside a text.",
                            "Use a value that is text, a number, a boolean or a time, or make the expression the whole value.");
                }
                text.append(value instanceof Secret secret ? secret.reveal() : value);
            }
            return text.toString();
        }

        @Override
        public Stream<Expression> expressions() {
            return parts.stream().filter(Expression.class::isInstance).map(Expression.class::cast);
        }
    }

    /**
     * A URL's path, with or without a query: parts are {@link String} or {@link Expression}; what an expression gives stays one segment
     * or one value, see {@link UrlText}.
     */
    record Url(Position position, List<Object> parts) implements Template {
        /** Copies the parts. */
        public Url {
            parts = List.copyOf(parts);
        }

        @Override
        public Object render(Scope scope) {
            StringBuilder url = new StringBuilder();
            for (Object part : parts) {
                if (part instanceof Expression expression) {
                    Object value = expression.evaluate(scope);
                    if (value instanceof Pending) {
                        return value;
                    }
                    url.append(UrlText.substituted(value, url, expression.position()));
                } else {
                    url.append(part);
                }
            }
            UrlText.demandPlain(url.toString(), position);
            return url.toString();
        }

        @Override
        public Stream<Expression> expressions() {
            return parts.stream().filter(Expression.class::isInstance).map(Expression.class::cast);
        }
    }

    /** A list. */
    record Items(Position position, List<Template> items) implements Template {
        /** Copies the items. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Object render(Scope scope) {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.render(scope)));
            return values;
        }

        @Override
        public Stream<Expression> expressions() {
            return items.stream().flatMap(Template::expressions);
        }
    }

    /** A map; {@code keys} has the place of each key. */
    record Fields(Position position, Map<String, Template> fields, Map<String, Position> keys) implements Template {
        /** Copies the maps, order kept. */
        public Fields {
            fields = Data.copy(fields);
            keys = Data.copy(keys);
        }

        /** A map without entries. */
        public static Fields none(Position position) {
            return new Fields(position, Map.of(), Map.of());
        }

        @Override
        public Map<String, @Nullable Object> render(Scope scope) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            fields.forEach((key, template) -> values.put(key, template.render(scope)));
            return values;
        }

        @Override
        public Stream<Expression> expressions() {
            return fields.values().stream().flatMap(Template::expressions);
        }
    }
}
