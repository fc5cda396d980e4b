package dev.runwright.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the facts of a parameter from its row. */
final class ParameterReader {
    private final CatalogueRows rows;

    ParameterReader(CatalogueRows rows) {
        this.rows = rows;
    }

    ParameterFacts read(Row row) {
        List<String> flags = row.list("flags", ',');
        List<String> values = row.list("values", '|');
        return new ParameterFacts(
                row.get("parameter"),
                row.get("type"),
                flags.contains("mandatory"),
                number(flags, "position="),
                flags.contains("pipeline"),
                row.list("aliases", ','),
                values,
                !values.isEmpty() && !flags.contains("open"),
                flags.contains("add_remove"),
                flags.contains("null"),
                flags.contains("control"),
                flags.contains("reserved") || flags.contains("read_only"),
                where(flags),
                number(flags, "max="),
                names(flags, "sets="),
                names(flags, "mandatory_in="),
                form(row, values));
    }

    /** The form that the row says, with what it leaves out taken from the type: a form of its own, or a member of a closed list. */
    private Form form(Row row, List<String> values) {
        String said = row.get("form");
        Form form = said.isEmpty() ? Form.EXACT : Form.of(said);
        if (form.base() != Form.Base.EXACT) {
            return form;
        }
        String type = row.get("type");
        Optional<String> byType = rows.formOf(elementType(type));
        if (byType.isPresent()) {
            return new Form(Form.of(byType.get()).base(), form.set());
        }
        boolean member = !values.isEmpty() && !type.equals("String");
        return new Form(member ? Form.Base.NO_CASE : Form.Base.EXACT, form.set());
    }

    /** The type without {@code []}. */
    static String elementType(String type) {
        return type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
    }

    private static Where where(List<String> flags) {
        return flags.contains("cloud") ? Where.CLOUD : flags.contains("on_premises") ? Where.ON_PREMISES : Where.BOTH;
    }

    private static List<String> names(List<String> flags, String key) {
        return flags.stream()
                .filter(flag -> flag.startsWith(key))
                .findFirst()
                .map(flag -> List.of(flag.substring(key.length()).split("\\+")))
                .orElse(List.of());
    }

    private static @Nullable Integer number(List<String> flags, String key) {
        for (String flag : flags) {
            if (flag.startsWith(key)) {
                return Integer.valueOf(flag.substring(key.length()));
            }
        }
        return null;
    }
}
