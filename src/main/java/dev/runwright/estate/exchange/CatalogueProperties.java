package dev.runwright.estate.exchange;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.Comparison;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.catalogue.ReadingFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Properties that are known only because a cmdlet has a parameter for them: the estate is built from the same catalogue. */
final class CatalogueProperties {
    private CatalogueProperties() {}

    /** Where a property stands: this says how its lists are kept. */
    enum Inside {
        MAILBOX(Kind.RECIPIENTS, Kind.TEXTS),
        INBOX_RULE(Kind.RULE_RECIPIENTS, Kind.WORDS),
        TRANSPORT_RULE(Kind.ADDRESSES, Kind.WORDS);

        private final Kind recipients;
        private final Kind texts;

        Inside(Kind recipients, Kind texts) {
            this.recipients = recipients;
            this.texts = texts;
        }
    }

    /** The properties that the reading of {@code cmdlet} shows under the parameter's own name; {@code without} some. */
    static List<Property> of(Catalogue catalogue, String cmdlet, Set<String> without, Inside inside) {
        List<Property> found = new ArrayList<>();
        CmdletFacts facts = catalogue.find(cmdlet).orElse(null);
        if (facts == null) {
            return found;
        }
        for (ParameterFacts parameter : facts.parameters().values()) {
            boolean state = !parameter.isSwitch() && !parameter.control() && !without.contains(parameter.name());
            if (state && readable(facts.reading(), parameter.name())) {
                found.add(property(parameter, inside));
            }
        }
        return found;
    }

    private static boolean readable(@Nullable ReadingFacts reading, String parameter) {
        Comparison comparison = reading == null ? null : reading.comparisons().get(parameter);
        return comparison instanceof Comparison.With with && with.property().equalsIgnoreCase(parameter);
    }

    private static Property property(ParameterFacts parameter, Inside inside) {
        Kind kind = kind(parameter.type(), inside);
        if (kind == Kind.FLAG) {
            return new Property(parameter.name(), kind, parameter.nullMeaningful() ? null : Boolean.FALSE);
        }
        boolean emptyList = kind.isList() && !kind.emptyIsNull();
        return new Property(parameter.name(), kind, emptyList ? List.of() : null);
    }

    private static Kind kind(String type, Inside inside) {
        return switch (type) {
            case "Boolean" -> Kind.FLAG;
            case "Int32", "Int64", "UInt32", "UInt64" -> Kind.NUMBER;
            case "DateTime", "ExDateTime" -> Kind.TIME;
            case "ByteQuantifiedSize" -> Kind.SIZE;
            case "EnhancedTimeSpan" -> Kind.SPAN;
            case "Unlimited" -> Kind.SIZE;
            case "RecipientIdParameter[]" -> inside.recipients;
            case "RecipientIdParameter" -> inside == Inside.MAILBOX ? Kind.RECIPIENT : Kind.TEXT;
            case "ProxyAddressCollection" -> Kind.PROXIES;
            default -> type.equals("MultiValuedProperty") || type.endsWith("[]") ? inside.texts : Kind.TEXT;
        };
    }
}
