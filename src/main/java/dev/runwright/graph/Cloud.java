package dev.runwright.graph;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Microsoft's clouds (Graph documentation, "National cloud deployments"). */
public enum Cloud {
    GLOBAL("https://graph.microsoft.com", "https://login.microsoftonline.com"),
    USGOV("https://graph.microsoft.us", "https://login.microsoftonline.us"),
    USGOVDOD("https://dod-graph.microsoft.us", "https://login.microsoftonline.us"),
    CHINA("https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn");

    private final String service;
    private final String login;

    Cloud(String service, String login) {
        this.service = service;
        this.login = login;
    }

    /** The cloud of that name in a configuration; empty if there is none. */
    public static Optional<Cloud> of(String word) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.word().equals(word))
                .findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Cloud::word).toList();
    }

    /** Its name in a configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Graph 1.0 in this cloud. */
    public URI base() {
        return URI.create(service + "/v1.0");
    }

    /** Who gives tokens for a tenant, by its id or one of its domains. */
    public URI authority(String tenant) {
        return URI.create(login + "/" + tenant);
    }
}
