package dev.runwright.architecture;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package may use which, and which one alone may use a library. */
record PackageTable(String root, Map<String, Set<String>> arrows, Map<String, Set<String>> libraries) {
    private static final Set<String> ENGINE_SIDE = Set.of("text", "value", "model", "catalogue", "journal", "engine");
    private static final Set<String> STEP_KIND = Set.of("text", "value", "model", "engine");
    private static final Set<String> ALL_BUT_CLI = Set.of(
            "text",
            "value",
            "model",
            "catalogue",
            "journal",
            "yaml",
            "check",
            "store",
            "audit",
            "engine",
            "display",
            "report",
            "wire",
            "powershell",
            "groovy",
            "program",
            "download",
            "notify",
            "read",
            "graph",
            "estate",
            "schedule",
            "serve");

    static final PackageTable RUNWRIGHT = new PackageTable(
            "dev.runwright",
            Map.ofEntries(
                    Map.entry("text", Set.of()),
                    Map.entry("value", Set.of("text")),
                    Map.entry("model", Set.of("text", "value")),
                    Map.entry("catalogue", Set.of("text", "value", "model")),
                    Map.entry("journal", Set.of("text", "value")),
                    Map.entry("yaml", Set.of("text", "value", "model")),
                    Map.entry("check", Set.of("text", "value", "model", "catalogue")),
                    Map.entry("store", Set.of("text", "value", "journal")),
                    Map.entry("audit", Set.of("text", "value", "journal")),
                    Map.entry("engine", without(ENGINE_SIDE, "engine")),
                    Map.entry("display", Set.of("text", "value", "journal", "engine")),
                    Map.entry("report", Set.of("text", "value", "journal", "display")),
                    Map.entry("schedule", Set.of("text", "value", "model", "yaml", "journal", "engine")),
                    Map.entry("serve", Set.of("text", "value", "model", "journal", "engine", "schedule")),
                    Map.entry("wire", Set.of("text", "value")),
                    Map.entry("powershell", with(STEP_KIND, "wire")),
                    Map.entry("groovy", STEP_KIND),
                    Map.entry("program", STEP_KIND),
                    Map.entry("download", STEP_KIND),
                    Map.entry("notify", STEP_KIND),
                    Map.entry("read", with(STEP_KIND, "yaml")),
                    Map.entry("graph", STEP_KIND),
                    Map.entry("estate", Set.of("text", "value", "model", "catalogue", "wire")),
                    Map.entry("cli", ALL_BUT_CLI),
                    Map.entry("app", with(ALL_BUT_CLI, "cli"))),
            Map.ofEntries(
                    Map.entry("com.fasterxml.jackson.", Set.of("value")),
                    Map.entry("org.apache.commons.jexl3.", Set.of("value")),
                    Map.entry("org.yaml.snakeyaml.", Set.of("yaml")),
                    Map.entry("java.sql.", Set.of("store", "estate", "schedule")),
                    Map.entry("org.sqlite.", Set.of("store", "estate")),
                    Map.entry("org.postgresql.", Set.of("store")),
                    Map.entry("com.zaxxer.hikari.", Set.of("store")),
                    Map.entry("com.microsoft.aad.msal4j.", Set.of("graph")),
                    Map.entry("com.profesorfalken.jpowershell.", Set.of("powershell")),
                    Map.entry("groovy.", Set.of("groovy")),
                    Map.entry("org.apache.groovy.", Set.of("groovy")),
                    Map.entry("org.codehaus.groovy.", Set.of("groovy")),
                    Map.entry("jakarta.mail.", Set.of("notify")),
                    Map.entry("org.eclipse.angus.", Set.of("notify")),
                    Map.entry("org.apache.commons.csv.", Set.of("read")),
                    Map.entry("org.apache.commons.exec.", Set.of("program")),
                    Map.entry("org.quartz.", Set.of("schedule")),
                    Map.entry("net.fortuna.ical4j.", Set.of("schedule")),
                    Map.entry("picocli.", Set.of("cli"))));

    private static Set<String> with(Set<String> packages, String one) {
        return Stream.concat(packages.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> without(Set<String> packages, String one) {
        return packages.stream().filter(name -> !name.equals(one)).collect(Collectors.toUnmodifiableSet());
    }
}
