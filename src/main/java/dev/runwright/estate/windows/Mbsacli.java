package dev.runwright.estate.windows;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.estate.world.ProgramRule;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The scanner as a program (domain.md B.2): it writes one report for each computer, and ends with 0 whatever it finds. Stateless. */
final class Mbsacli {
    private static final String VERSION = "2.3.2211.0";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("M-d-yyyy h-mm a", Locale.US).withZone(ZoneOffset.UTC);
    private static final Set<String> WITH_VALUE =
            Set.of("/target", "/r", "/d", "/listfile", "/n", "/catalog", "/cabpath", "/o", "/rd", "/u", "/p");
    private static final Set<String> PLAIN = Set.of(
            "/wa",
            "/wi",
            "/offline",
            "/nvc",
            "/nd",
            "/ia",
            "/mu",
            "/nai",
            "/nm",
            "/qp",
            "/qe",
            "/qr",
            "/qt",
            "/q",
            "/unicode");

    private Mbsacli() {}

    static ProgramRule program() {
        return new ProgramRule("mbsacli", Mbsacli::run);
    }

    private static ProgramAnswer run(List<String> arguments, Documents documents) {
        if (arguments.contains("/?")) {
            return ProgramAnswer.of(0, "Microsoft Baseline Security Analyzer\nVersion 2.3 (" + VERSION + ")\n", "");
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i).toLowerCase(Locale.ROOT);
            boolean valued = WITH_VALUE.contains(name);
            if ((!valued && !PLAIN.contains(name)) || (valued && i + 1 == arguments.size())) {
                return ProgramAnswer.of(1, "", "Unknown or incomplete option: " + arguments.get(i) + "\n");
            }
            given.put(name, valued ? arguments.get(++i) : "");
        }
        Set<String> left = new LinkedHashSet<>(
                List.of(given.getOrDefault("/n", "").toUpperCase(Locale.ROOT).split("\\+", -1)));
        Document catalogue = Scan.catalogueAt(documents, given.getOrDefault("/catalog", "wsusscn2.cab"))
                .filter(file -> !file.flag("Damaged"))
                .orElse(null);
        MbsaReport report = new MbsaReport(documents, catalogue, left, given.containsKey("/wa"));
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder output = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (Target target : targets(given, documents)) {
            files.put(file(given, target, documents), report.xml(target));
            output.append("Computer name: ").append(target.label()).append('\n');
            errors.append(report.trouble(target));
        }
        boolean quiet = given.containsKey("/q");
        return new ProgramAnswer(
                0,
                quiet || given.containsKey("/qt") ? "" : output.toString(),
                quiet || given.containsKey("/qe") ? "" : errors.toString(),
                files);
    }

    /**
     * A computer that is to be scanned.
     *
     * @param name as it was asked for
     */
    record Target(String name, Documents documents) {
        Document host() {
            return Hosts.find(documents, name).orElseGet(() -> Document.at(documents, "windows/none"));
        }

        boolean answers() {
            return host().get("ComputerName") != null && Hosts.isUp(host(), documents);
        }

        String computer() {
            return host().get("ComputerName") == null ? name : host().text("ComputerName");
        }

        String domain() {
            String domain = host().text("Domain");
            return domain.isEmpty() ? "WORKGROUP" : domain;
        }

        String label() {
            return domain() + "\\" + computer();
        }
    }

    private static List<Target> targets(Map<String, String> given, Documents documents) {
        List<String> names = new ArrayList<>();
        if (given.containsKey("/target")) {
            names.add(given.getOrDefault("/target", ""));
        }
        String range = given.getOrDefault("/r", "");
        String domain = given.getOrDefault("/d", "");
        for (Document host : Hosts.all(documents)) {
            boolean inRange = !range.isEmpty() && within(range, host.text("Ip"));
            if (inRange || (!domain.isEmpty() && host.text("Domain").equalsIgnoreCase(domain))) {
                names.add(host.key());
            }
        }
        if (names.isEmpty() && range.isEmpty() && domain.isEmpty()) {
            names.add(Hosts.local(documents).key());
        }
        return names.stream().map(name -> new Target(name, documents)).toList();
    }

    private static boolean within(String range, String address) {
        String[] ends = range.split("-", -1);
        return ends.length == 2 && number(ends[0]) <= number(address) && number(address) <= number(ends[1]);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            number = number * 256 + (part.matches("\\d{1,3}") ? Integer.parseInt(part) : 0);
        }
        return number;
    }

    private static String file(Map<String, String> given, Target target, Documents documents) {
        String name = given.getOrDefault("/o", "%D% - %C% (%T%)")
                .replace("%D%", target.domain())
                .replace("%C%", target.computer())
                .replace("%IP%", target.host().text("Ip"))
                .replace("%T%", STAMP.format(documents.now()));
        return given.getOrDefault("/rd", "SecurityScans") + "/" + name + ".mbsa";
    }
}
