package dev.runwright.read;

import dev.runwright.text.Position;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of an XML file. Documents with a document type, with more than {@value #DEEPEST} levels or more than {@value #MOST}
 * elements are refused: nothing in a file makes this machine fetch, expand or read anything else.
 *
 * @param text its own text, without blanks at its ends
 */
record XmlTree(
        Position position, String name, Map<String, String> attributes, List<XmlTree> children, StringBuilder text) {
    private static final int DEEPEST = 100;
    private static final int MOST = 500_000;

    static XmlTree read(Document document) throws Unreadable {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the file is read");
        });
        try {
            XMLStreamReader xml = document.marked() == null
                    ? factory.createXMLStreamReader(new ByteArrayInputStream(document.bytes()))
                    : factory.createXMLStreamReader(new StringReader(document.text()));
            return new Builder(document.file(), xml).build();
        } catch (XMLStreamException e) {
            throw new Unreadable(
                    place(document.file(), e.getLocation()), "The file is no whole XML document: " + words(e) + ".");
        }
    }

    /** What the parser says after its own "ParseError at [row,col]". */
    private static String words(XMLStreamException e) {
        String said = String.valueOf(e.getMessage());
        int message = said.indexOf("Message: ");
        String text = message < 0 ? said : said.substring(message + "Message: ".length());
        return text.strip().replaceAll("\\.$", "");
    }

    private static Position place(String file, @Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? Position.startOf(file)
                : new Position(file, location.getLineNumber(), Math.max(1, location.getColumnNumber()));
    }

    private static final class Builder {
        private final String file;
        private final XMLStreamReader xml;
        private final Deque<XmlTree> open = new ArrayDeque<>();
        private int elements;

        Builder(String file, XMLStreamReader xml) {
            this.file = file;
            this.xml = xml;
        }

        XmlTree build() throws XMLStreamException, Unreadable {
            XmlTree root = null;
            for (int event = xml.getEventType(); ; event = xml.next()) {
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> open.push(begun());
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlTree ended = open.pop();
                        root = open.isEmpty() ? ended : root;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> said(xml.getText());
                    case XMLStreamConstants.DTD ->
                        throw refused(
                                "The file has a document type (DOCTYPE), which is refused: it may name entities and other files.");
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw refused("The file uses the entity '" + xml.getLocalName() + "', which nothing defines.");
                    default -> {
                        // comments, instructions and blanks say nothing
                    }
                }
                if (!xml.hasNext()) {
                    return root == null ? failed() : root;
                }
            }
        }

        private XmlTree failed() throws Unreadable {
            throw refused("The file holds no element.");
        }

        private void said(String text) {
            if (!open.isEmpty()) {
                open.peek().text.append(text);
            }
        }

        private XmlTree begun() throws Unreadable {
            elements++;
            if (open.size() >= DEEPEST || elements > MOST) {
                throw refused("The file is deeper than " + DEEPEST + " levels or has more than " + MOST + " elements.");
            }
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
            XmlTree element = new XmlTree(
                    place(file, xml.getLocation()),
                    xml.getLocalName(),
                    attributes,
                    new ArrayList<>(),
                    new StringBuilder());
            if (!open.isEmpty()) {
                open.peek().children.add(element);
            }
            return element;
        }

        private Unreadable refused(String sentence) {
            return new Unreadable(place(file, xml.getLocation()), sentence);
        }
    }

    /** {@code {name, attributes, text, children}}: the same shape for every element, however often it is there. */
    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", name);
        data.put("attributes", attributes);
        data.put("text", words());
        data.put("children", children.stream().map(XmlTree::toData).toList());
        return data;
    }

    /** Its text. */
    String words() {
        return text.toString().strip();
    }

    /** The children of that name. */
    Stream<XmlTree> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted));
    }

    /** All elements of that name in it, at any depth, in the order of the file. */
    Stream<XmlTree> all(String wanted) {
        return children.stream()
                .flatMap(child ->
                        Stream.concat(child.name.equals(wanted) ? Stream.of(child) : Stream.of(), child.all(wanted)));
    }

    /** The text of the first child of that name; empty if there is none. */
    String words(String child) {
        return children(child).map(XmlTree::words).findFirst().orElse("");
    }
}
