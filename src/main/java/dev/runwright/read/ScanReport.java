package dev.runwright.read;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report of the Microsoft Baseline Security Analyzer, versions 1.2 to 2.3, in the shape that all scans have. What could not be
 * scanned is never clean: a check that was not performed, a report without a check for updates, an update that could not be
 * confirmed make it incomplete.
 */
final class ScanReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern UPDATES = Pattern.compile("(?i).*(security updates|hotfixes)");
    private static final Set<Integer> NOT_SCANNED = Set.of(0, 1, 6);
    private static final int UPDATE_CHECK = 5;
    private static final int NOT_INSTALLED = 4;
    private static final int MOST_GRADE = 8;
    private static final int IMPORTANT = 3;

    private final String file;
    private final List<Map<String, @Nullable Object>> checks = new ArrayList<>();
    private final List<ScannedUpdate> updates = new ArrayList<>();
    private boolean complete = true;
    private boolean lookedForUpdates;

    ScanReport(String file) {
        this.file = file;
    }

    Map<String, @Nullable Object> read(XmlTree root) throws Unreadable {
        boolean scan = root.name().equals("SecScan");
        if (!scan && !root.name().equals("XMLOut")) {
            throw new Unreadable(
                    root.position(),
                    "The file is no report of the scanner; expected SecScan, got " + root.name() + ".");
        }
        XmlAttributes about = new XmlAttributes(root);
        Integer grade = scan ? (Integer) about.number("Grade", MOST_GRADE) : null;
        complete = grade == null || !NOT_SCANNED.contains(grade);
        for (XmlTree check : root.all("Check").toList()) {
            check(check);
        }
        if (scan && checks.isEmpty() && complete) {
            throw Unreadable.at(file, "The report says that the scan was complete, but holds no check.");
        }
        complete &= lookedForUpdates;
        return shape(about, grade);
    }

    private void check(XmlTree element) throws Unreadable {
        XmlAttributes check = new XmlAttributes(element);
        int grade = check.number("Grade", MOST_GRADE);
        int type = check.number("Type", UPDATE_CHECK);
        String name = check.text("Name");
        boolean present = check.numberOr("Cat", 1) != NOT_INSTALLED;
        complete &= !present || !NOT_SCANNED.contains(grade);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", check.textOr("ID", ""));
        data.put("type", (long) type);
        data.put("grade", (long) grade);
        data.put("name", name);
        data.put("advice", element.words("Advice"));
        checks.add(data);
        boolean forUpdates = type == UPDATE_CHECK || UPDATES.matcher(name).matches();
        if (forUpdates && present) {
            lookedForUpdates = true;
            updates(element);
        }
    }

    private void updates(XmlTree check) throws Unreadable {
        for (XmlTree update : check.all("UpdateData").toList()) {
            updates.add(ScannedUpdate.of(update));
        }
        for (XmlTree row : check.all("Row").toList()) {
            ScannedUpdate update = ScannedUpdate.ofRow(row);
            complete &= update.confirmed();
            updates.add(update);
        }
    }

    private Map<String, @Nullable Object> shape(XmlAttributes about, @Nullable Integer grade) {
        boolean critical = updates.stream().anyMatch(update -> update.missing() && update.severity() >= IMPORTANT);
        boolean missing = updates.stream().anyMatch(ScannedUpdate::missing);
        Result result =
                !complete ? Result.INCOMPLETE : critical ? Result.CRITICAL : missing ? Result.MISSING : Result.CLEAN;
        String machine = about.textOr("Machine", about.textOr("DisplayName", ""));
        String catalog = about.textOr("HotfixDataVersion", "");
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("computer", machine.isEmpty() ? null : machine.substring(machine.lastIndexOf('\\') + 1));
        data.put("scanned_at", time(about.textOr("Date", "")));
        data.put("catalog_date", catalog.isEmpty() ? null : catalog);
        data.put("source", "mbsa");
        data.put("complete", complete);
        data.put("updates", updates.stream().map(ScannedUpdate::toData).toList());
        data.put("checks", checks);
        data.put("grade", grade == null ? null : (Object) grade.longValue());
        data.put("result", result.name().toLowerCase(java.util.Locale.ROOT));
        data.put("code", (long) result.code);
        return data;
    }

    /** In UTC as the standard writes it; a form that is not known stays as it is. */
    private static @Nullable String time(String date) {
        try {
            return date.isEmpty()
                    ? null
                    : LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeParseException e) {
            return date;
        }
    }

    private enum Result {
        CLEAN(0),
        MISSING(10),
        CRITICAL(20),
        INCOMPLETE(30);

        private final int code;

        Result(int code) {
            this.code = code;
        }
    }
}
