package dev.runwright.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An update in a scanner's report.
 *
 * @param severity 0 none, 1 low, 2 moderate, 3 important, 4 critical
 * @param approved whether the update server offers it; null where the report does not say
 * @param confirmed whether the scanner could tell if it is installed
 */
record ScannedUpdate(
        String id,
        List<String> kb,
        @Nullable String bulletin,
        String title,
        int severity,
        boolean installed,
        @Nullable Boolean approved,
        boolean rebootRequired,
        @Nullable String url,
        boolean confirmed) {
    private static final Pattern BULLETIN = Pattern.compile("MS\\d{2}-\\d{3}");
    private static final Pattern ARTICLE = Pattern.compile("(?:KB|Q)?(\\d{6,7})");
    private static final List<String> SEVERITIES = List.of("none", "low", "moderate", "important", "critical");
    private static final List<String> STATES = List.of("installed", "missing", "not approved");
    private static final int CRITICAL = 4;

    ScannedUpdate {
        kb = List.copyOf(kb);
    }

    /** An element {@code UpdateData} of versions 2.0 to 2.3. */
    static ScannedUpdate of(XmlTree element) throws Unreadable {
        XmlAttributes update = new XmlAttributes(element);
        String article = update.textOr("KBID", "");
        String bulletin = update.textOr("BulletinID", "");
        XmlTree references = element.children("References").findFirst().orElse(element);
        String url = references.words("BulletinURL");
        return new ScannedUpdate(
                update.textOr("GUID", update.textOr("ID", bulletin)),
                article.isEmpty() ? List.of() : List.of("KB" + article.replaceFirst("(?i)^kb", "")),
                bulletin.isEmpty() ? null : bulletin,
                element.words("Title"),
                update.has("Severity") ? update.number("Severity", CRITICAL) : 0,
                update.flag("IsInstalled"),
                update.has("WUSApproved") ? (Boolean) update.flag("WUSApproved") : null,
                update.has("RestartRequired") && update.flag("RestartRequired"),
                url.isEmpty() ? null : url,
                true);
    }

    /** A row of the table that version 1.2 has instead: what it says in words counts, else the row's own grade. */
    static ScannedUpdate ofRow(XmlTree row) throws Unreadable {
        int grade = new XmlAttributes(row).number("Grade", 8);
        List<String> words = new ArrayList<>();
        List<String> articles = new ArrayList<>();
        String bulletin = null;
        String state = "";
        int severity = grade == 2 ? CRITICAL : grade == 3 ? 2 : 0;
        for (XmlTree cell : row.children("Col").toList()) {
            String text = cell.words();
            Matcher article = ARTICLE.matcher(text);
            String word = text.toLowerCase(Locale.ROOT);
            if (BULLETIN.matcher(text).matches()) {
                bulletin = text;
            } else if (article.matches()) {
                articles.add("KB" + article.group(1));
            } else if (SEVERITIES.contains(word)) {
                severity = SEVERITIES.indexOf(word);
            } else if (STATES.contains(word)) {
                state = word;
            } else {
                words.add(text);
            }
        }
        String title = words.isEmpty() ? "" : words.get(0);
        String url = row.children("Col")
                .map(cell -> new XmlAttributes(cell).textOr("URL", ""))
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse(null);
        String id = bulletin != null ? bulletin : articles.isEmpty() ? title : articles.get(0);
        boolean installed = state.isEmpty() ? grade == 5 : state.equals("installed");
        boolean refused = grade == 8 || state.equals("not approved");
        Boolean approved = refused ? (Boolean) false : null;
        boolean confirmed = !state.isEmpty() || List.of(2, 3, 5, 8).contains(grade);
        return new ScannedUpdate(id, articles, bulletin, title, severity, installed, approved, false, url, confirmed);
    }

    /** Whether the computer lacks it, be it offered to it or not: what nobody approved protects nobody. */
    boolean missing() {
        return !installed;
    }

    Map<String, @Nullable Object> toData() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("kb", kb);
        data.put("bulletin", bulletin);
        data.put("title", title);
        data.put("severity", (long) severity);
        data.put("installed", installed);
        data.put("approved", approved);
        data.put("reboot_required", rebootRequired);
        data.put("url", url);
        return data;
    }
}
