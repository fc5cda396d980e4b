package dev.runwright.cli;

import dev.runwright.powershell.PoolRules;
import dev.runwright.schedule.CalendarPolicy;
import dev.runwright.value.Data;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run reaches and under which rules (design 8). Immutable.
 *
 * @param estate the YAML file of its sandbox company; null for a profile with real connections
 * @param connections by name
 * @param secrets where its secrets are, by name
 * @param notice who is told of runs that end badly
 * @param channels where messages go, by name
 * @param proxy of downloads, such as {@code http://proxy:8080}; null for the system's
 */
public record Profile(
        String name,
        @Nullable Path estate,
        Map<String, Connection> connections,
        Map<String, SecretSource> secrets,
        Policy policy,
        Notice notice,
        @Nullable String proxy,
        Map<String, Channel> channels) {
    /** Copies the maps. */
    public Profile {
        connections = Data.copy(connections);
        secrets = Data.copy(secrets);
        channels = Data.copy(channels);
    }

    /** A profile on an estate with no rules of its own. */
    public static Profile onEstate(String name, Path estate) {
        return new Profile(name, estate, Map.of(), Map.of(), Policy.NONE, Notice.NONE, null, Map.of());
    }

    /** Where messages of {@code notify} steps go. */
    public sealed interface Channel {
        /**
         * An address that takes JSON.
         *
         * @param address null if it is a secret
         * @param secret the name of the secret that is the address; null for none
         */
        record Webhook(@Nullable String address, @Nullable String secret) implements Channel {}

        /**
         * Mail by Microsoft Graph.
         *
         * @param from the sender; null if each message names its own
         */
        record GraphMail(@Nullable String from) implements Channel {}

        /**
         * Mail by an SMTP server.
         *
         * @param tls whether STARTTLS is required
         * @param user who signs in; null for nobody
         * @param password the name of the secret that is the user's password; null for none
         * @param from the sender; null if each message names its own
         */
        record Smtp(
                String host,
                int port,
                boolean tls,
                @Nullable String user,
                @Nullable String password,
                @Nullable String from)
                implements Channel {}
    }

    /** Whether it reaches an estate and nothing real. */
    public boolean isRehearsal() {
        return estate != null;
    }

    /**
     * A shell with what is loaded and done in it first.
     *
     * @param organisation {@code cloud} or {@code on_premises}; null where unsaid
     * @param shell {@code pwsh}, {@code powershell} or a path
     * @param check what must go well before a shell that was idle is used again; null for nothing
     * @param pool how many shells, and how long each is kept
     * @param remoting how its shell opens a session to another computer
     * @param graph Microsoft Graph instead of a shell; null for a shell
     */
    public record Connection(
            @Nullable String organisation,
            String shell,
            List<String> modules,
            @Nullable Call connect,
            @Nullable Call disconnect,
            @Nullable Call check,
            PoolRules pool,
            Remoting remoting,
            @Nullable Graph graph) {
        /** Copies the list. */
        public Connection {
            modules = List.copyOf(modules);
        }
    }

    /**
     * How a shell opens a session to another computer (PowerShell documentation, New-PSSession).
     *
     * @param host the computer that all of the connection's steps are done on, unless a step names another; null for the shell's own
     * @param user who signs in; null for the user of this process
     * @param password the name of the secret that is the user's password; null with no user
     * @param options {@code Authentication ConfigurationName Port UseSSL}, as far as they are said
     */
    public record Remoting(
            @Nullable String host,
            @Nullable String user,
            @Nullable String password,
            Map<String, @Nullable Object> options) {
        /** On the shell's own computer, and to others as the user of this process. */
        public static final Remoting NONE = new Remoting(null, null, null, Map.of());

        /** Copies the options. */
        public Remoting {
            options = Data.copy(options);
        }
    }

    /**
     * Microsoft Graph for one application of one tenant.
     *
     * @param tenant its id or one of its domains
     * @param secret the name of the secret that is the application's; null with a certificate
     * @param certificate the name of the secret that is its PEM text or PFX file; null with a secret
     * @param password the name of the secret that opens the PFX file; null for none
     * @param cloud {@code global usgov usgovdod china}
     * @param proxy what requests go through; null for what Java is told
     */
    public record Graph(
            String tenant,
            String clientId,
            @Nullable String secret,
            @Nullable String certificate,
            @Nullable String password,
            String cloud,
            @Nullable URI proxy) {}

    /**
     * A command of a connection.
     *
     * @param with its parameters; a map with the one key {@code secret} stands for the secret of that name
     */
    public record Call(String cmdlet, Map<String, @Nullable Object> with) {
        /** Copies the parameters. */
        public Call {
            with = Data.copy(with);
        }
    }

    /**
     * Where a secret is.
     *
     * @param kind {@code env}, {@code file} or {@code command}
     * @param place the variable, the file or the command
     */
    public record SecretSource(String kind, String place) {}

    /**
     * Rules for all runs of a profile.
     *
     * @param requireUndo whether a changing step with no way back is an error
     * @param calendars when nothing runs; null for no such rule
     * @param people who approves, and what is never touched
     */
    public record Policy(
            boolean requireUndo,
            dev.runwright.engine.Policy people,
            @Nullable CalendarPolicy calendars) {
        /** No rules. */
        public static final Policy NONE = new Policy(false, dev.runwright.engine.Policy.NONE, null);
    }
}
