package dev.runwright.engine;

import dev.runwright.catalogue.Form;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.value.Data;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the effect of one call is read and compared: what the catalogue and the step's {@code state:} say, with the call's values. It
 * is written to the journal with the change, so that an undo needs nothing else. Immutable.
 *
 * @param compared what is compared
 * @param unread parameters of the call that the reading does not show
 */
record StateSpec(
        Query query, Wants wants, List<Compared> compared, List<String> unread, Inverse inverse, Settling settling) {
    /** Copies what it is given. */
    StateSpec {
        compared = List.copyOf(compared);
        unread = List.copyOf(unread);
    }

    /**
     * The reading call, and which of the objects that it gives are meant.
     *
     * @param cmdlet the reading cmdlet
     * @param with its parameters
     * @param changer the cmdlet that changes: its facts tell the objects that are meant from others in the reply
     * @param narrowing the call's parameters that pick them
     * @param optional whether no object is a reading too
     */
    record Query(
            String connection,
            String cmdlet,
            Map<String, @Nullable Object> with,
            String changer,
            Map<String, @Nullable Object> narrowing,
            boolean optional) {
        /** Copies the maps. */
        Query {
            with = Data.copy(with);
            narrowing = Data.copy(narrowing);
        }
    }

    /**
     * How the call is taken back.
     *
     * @param cmdlet the cmdlet that does it; {@code restore} for writing back; null for none
     * @param key the property that names the object for it; null for the identity
     * @param identity the call's own parameters that name the object
     * @param ignored properties that are not looked at when a created object is taken back
     */
    record Inverse(
            @Nullable String cmdlet,
            @Nullable String key,
            Map<String, @Nullable Object> identity,
            List<String> ignored) {
        /** Copies what it is given. */
        Inverse {
            identity = Data.copy(identity);
            ignored = List.copyOf(ignored);
        }
    }

    /** How long a change may take to show, and how often it is looked for. */
    record Settling(Duration within, Duration every) {}

    /**
     * One compared property.
     *
     * @param parameter the call's parameter; empty for a property that the cmdlet sets by itself
     * @param wanted the value sent; for a list change a map with {@code Add} and {@code Remove}
     * @param change whether {@code wanted} is a list change
     */
    record Compared(
            String parameter,
            String property,
            Form form,
            @Nullable Object wanted,
            boolean change) {}

    /** What names the object that is read: two calls with the same one touch the same object. */
    String object() {
        List<String> parts = new ArrayList<>();
        query.with.forEach((name, value) -> parts.add(name.toLowerCase(Locale.ROOT) + "=" + lower(value)));
        return query.connection + " " + query.cmdlet.toLowerCase(Locale.ROOT) + " " + String.join(" ", parts);
    }

    private static String lower(@Nullable Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }

    /** This with no object counting as a reading too. */
    StateSpec orNone() {
        Query any = new Query(query.connection, query.cmdlet, query.with, query.changer, query.narrowing, true);
        return new StateSpec(any, wants, compared, unread, inverse, settling);
    }

    /** This with other compared properties. */
    StateSpec comparing(List<Compared> others) {
        return new StateSpec(query, wants, others, unread, inverse, settling);
    }

    /** This with another cmdlet that takes the call back. */
    StateSpec invertedBy(@Nullable String other) {
        Inverse changed = new Inverse(other, inverse.key, inverse.identity, inverse.ignored);
        return new StateSpec(query, wants, compared, unread, changed, settling);
    }

    /** As data for the journal. */
    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("connection", query.connection);
        data.put("cmdlet", query.cmdlet);
        data.put("with", query.with);
        data.put("changer", query.changer);
        data.put("narrowing", query.narrowing);
        data.put("wants", wants.name());
        data.put("optional", query.optional);
        data.put("compared", compared.stream().map(StateSpec::comparedData).toList());
        data.put("unread", unread);
        data.put("identity", inverse.identity);
        data.put("inverse", inverse.cmdlet);
        data.put("key", inverse.key);
        data.put("ignored", inverse.ignored);
        data.put("settle", settling.within);
        data.put("every", settling.every);
        return data;
    }

    private static Map<String, @Nullable Object> comparedData(Compared one) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("parameter", one.parameter());
        data.put("property", one.property());
        data.put("form", one.form().base().name());
        data.put("set", one.form().set());
        data.put("wanted", one.wanted());
        data.put("change", one.change());
        return data;
    }

    /** From what {@link #toData} gave. */
    static StateSpec ofData(Map<String, @Nullable Object> data) {
        List<Compared> compared = new ArrayList<>();
        for (Object item : Data.list(data.get("compared"))) {
            compared.add(compared(Data.map(item)));
        }
        Query query = new Query(
                String.valueOf(data.get("connection")),
                String.valueOf(data.get("cmdlet")),
                Data.map(data.get("with")),
                String.valueOf(data.get("changer")),
                Data.map(data.get("narrowing")),
                Boolean.TRUE.equals(data.get("optional")));
        Inverse inverse = new Inverse(
                Data.text(data.get("inverse")),
                Data.text(data.get("key")),
                Data.map(data.get("identity")),
                Data.texts(data.get("ignored")));
        Settling settling = new Settling(duration(data.get("settle")), duration(data.get("every")));
        Wants wants = Wants.valueOf(String.valueOf(data.get("wants")));
        return new StateSpec(query, wants, compared, Data.texts(data.get("unread")), inverse, settling);
    }

    private static Compared compared(Map<String, @Nullable Object> data) {
        Form form = new Form(Form.Base.valueOf(String.valueOf(data.get("form"))), Boolean.TRUE.equals(data.get("set")));
        return new Compared(
                String.valueOf(data.get("parameter")),
                String.valueOf(data.get("property")),
                form,
                data.get("wanted"),
                Boolean.TRUE.equals(data.get("change")));
    }

    private static Duration duration(@Nullable Object value) {
        return value instanceof Duration duration ? duration : Duration.ZERO;
    }
}
