package dev.runwright.estate.windows;

import dev.runwright.estate.windows.Mbsacli.Target;
import dev.runwright.estate.windows.Scan.Found;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The scanner's report in XML (domain.md B.3). For one call.
 *
 * @param catalogue null if there is none that can be read
 * @param left what {@code /n} leaves out, in capitals
 * @param approvedOnly whether only what the update server approves counts
 */
record MbsaReport(Documents documents, @Nullable Document catalogue, Set<String> left, boolean approvedOnly) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL_DATE =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm a", Locale.US).withZone(ZoneOffset.UTC);
    private static final String DAMAGED = "The catalog file is damaged or an invalid catalog.";
    private static final String AWAY =
            "Cannot contact Windows Update Agent on target computer, possibly due to firewall settings.";
    private static final List<String> GROUPS = List.of("OS", "SQL", "IIS", "PASSWORD");
    private static final int FAILED = 2;
    private static final int WEAK = 3;
    private static final int PASSED = 5;
    private static final int NOT_APPROVED = 8;
    private static final int IMPORTANT = 3;

    /** What goes wrong with a computer, as the program says it; empty if nothing does. */
    String trouble(Target target) {
        String why = !target.answers() ? AWAY : !updatesCanBeRead() ? DAMAGED : "";
        return why.isEmpty() ? "" : target.label() + ": " + why + "\n";
    }

    private boolean updatesCanBeRead() {
        return catalogue != null || left.contains("UPDATES");
    }

    String xml(Target target) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("SecScan");
            about(xml, target);
            if (!target.answers()) {
                unscanned(xml, AWAY);
            } else {
                body(xml, target.host());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // writing to memory does not fail
        }
        return text.toString();
    }

    private void body(XMLStreamWriter xml, Document host) throws XMLStreamException {
        if (!left.contains("UPDATES")) {
            if (catalogue == null) {
                unscanned(xml, DAMAGED);
            } else {
                updates(xml, wanted(host));
            }
        }
        for (Document check : checks(host)) {
            check(xml, check);
        }
    }

    private void about(XMLStreamWriter xml, Target target) throws XMLStreamException {
        Instant now = documents.now();
        attribute(xml, "ID", "0");
        attribute(xml, "DisplayName", target.label());
        attribute(xml, "Machine", target.computer());
        attribute(xml, "Domain", target.domain());
        attribute(xml, "IP", target.host().text("Ip"));
        attribute(xml, "Grade", String.valueOf(grade(target)));
        attribute(xml, "Date", DATE.format(now));
        attribute(xml, "LDate", LOCAL_DATE.format(now));
        Instant written = catalogue == null ? null : catalogue.instant("Written");
        attribute(xml, "HotfixDataVersion", written == null ? "" : written.toString());
        attribute(xml, "MbsaToolVersion", "2.3.2211.0");
        attribute(xml, "WUSSource", "Security Update Catalog");
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, value);
    }

    private List<Found> wanted(Document host) {
        return Scan.updates(documents, host).stream()
                .filter(update -> !approvedOnly || !Boolean.FALSE.equals(update.approved()))
                .toList();
    }

    private List<Document> checks(Document host) {
        return Document.under(documents, Hosts.folder(Scan.CHECKS, host)).stream()
                .filter(check -> !left.contains(check.text("Group")))
                .toList();
    }

    /** Of the whole: 1 incomplete, 2 severe, 3 potential risk, 5 strong. */
    private int grade(Target target) {
        if (!target.answers() || !updatesCanBeRead()) {
            return 1;
        }
        int worst = left.contains("UPDATES") ? PASSED : grade(wanted(target.host()));
        for (Document check : checks(target.host())) {
            int grade = (int) check.number("Grade");
            if (grade == 0 || grade == 1) {
                return 1;
            }
            worst = grade == FAILED || grade == WEAK ? Math.min(worst, grade) : worst;
        }
        return worst > PASSED ? PASSED : worst;
    }

    private static int grade(List<Found> updates) {
        List<Found> missing = updates.stream()
                .filter(update -> !update.installed() && !Boolean.FALSE.equals(update.approved()))
                .toList();
        boolean severe = missing.stream().anyMatch(update -> update.severity() >= IMPORTANT);
        boolean unapproved = updates.stream().anyMatch(update -> !update.installed());
        return severe ? FAILED : !missing.isEmpty() ? WEAK : unapproved ? NOT_APPROVED : PASSED;
    }

    private static void unscanned(XMLStreamWriter xml, String why) throws XMLStreamException {
        updateCheck(xml, 1);
        element(xml, "Advice", why);
        xml.writeEndElement();
    }

    private static void updateCheck(XMLStreamWriter xml, int grade) throws XMLStreamException {
        xml.writeStartElement("Check");
        attribute(xml, "ID", "500");
        attribute(xml, "Grade", String.valueOf(grade));
        attribute(xml, "Type", "5");
        attribute(xml, "Cat", "1");
        attribute(xml, "Rank", "1");
        attribute(xml, "Name", "Windows Security Updates");
        attribute(xml, "GroupName", "Windows");
    }

    private static void updates(XMLStreamWriter xml, List<Found> updates) throws XMLStreamException {
        updateCheck(xml, grade(updates));
        long missing = updates.stream().filter(update -> !update.installed()).count();
        element(
                xml,
                "Advice",
                missing == 0 ? "No security updates are missing." : missing + " security updates are missing.");
        xml.writeStartElement("Detail");
        for (Found update : updates) {
            update(xml, update);
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void update(XMLStreamWriter xml, Found found) throws XMLStreamException {
        Document update = found.document();
        String article = update.texts("Kb").isEmpty() ? "" : update.texts("Kb").get(0);
        String bulletin = update.text("Bulletin");
        xml.writeStartElement("UpdateData");
        attribute(xml, "ID", bulletin.isEmpty() ? article : bulletin);
        attribute(xml, "GUID", Described.guid("update", update.key()));
        attribute(xml, "BulletinID", bulletin);
        attribute(xml, "KBID", article);
        attribute(xml, "Type", "1");
        attribute(xml, "IsInstalled", String.valueOf(found.installed()));
        attribute(xml, "Severity", String.valueOf(found.severity()));
        attribute(xml, "RestartRequired", String.valueOf(update.flag("Reboot")));
        if (found.approved() != null) {
            attribute(xml, "WUSApproved", found.approved().toString());
        }
        element(xml, "Title", update.text("Title"));
        xml.writeStartElement("References");
        element(xml, "BulletinURL", update.text("Url"));
        element(xml, "InformationURL", "");
        element(xml, "DownloadURL", "");
        xml.writeEndElement();
        element(xml, "OtherIDs", "");
        xml.writeEndElement();
    }

    private static void check(XMLStreamWriter xml, Document check) throws XMLStreamException {
        int type = 1 + Math.max(0, GROUPS.indexOf(check.text("Group"))) % WEAK;
        xml.writeStartElement("Check");
        attribute(xml, "ID", check.key());
        attribute(xml, "Grade", String.valueOf(check.number("Grade")));
        attribute(xml, "Type", String.valueOf(type));
        attribute(xml, "Cat", check.number("Grade") == 7 ? "2" : "1");
        attribute(xml, "Rank", "1");
        attribute(xml, "Name", check.text("Name"));
        element(xml, "Advice", check.text("Advice"));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
