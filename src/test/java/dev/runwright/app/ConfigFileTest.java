package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Refusal;
import dev.runwright.cli.Settings;
import dev.runwright.cli.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static final String GOOD = """
            runwright: 1
            home: state
            runbooks: [books]
            default_profile: sandbox
            profiles:
              sandbox: {estate: company.yaml}
              contoso:
                connections:
                  exchange:
                    organisation: cloud
                    powershell: {shell: pwsh, modules: [ExchangeOnlineManagement]}
                    connect: {cmdlet: Connect-ExchangeOnline, with: {CertificatePassword: {secret: cert}}}
                secrets: {cert: {env: CERT}}
                policy: {require_undo: true}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theUsersFolderIsTheOneOfTheShell() {
        assertThat(Surroundings.userHome(Map.of("HOME", "/home/ann"))).isEqualTo(Path.of("/home/ann"));
        Path listed = Path.of(System.getProperty("user.home")).toAbsolutePath();
        assertThat(Surroundings.userHome(Map.of("HOME", ""))).isEqualTo(listed);
        assertThat(Surroundings.userHome(Map.of())).isEqualTo(listed);
    }

    @Test
    void theExplainedConfigurationOfAnOrganisationIsRead() {
        Settings settings = read(Path.of(System.getProperty("runwright.install"), "examples/contoso"));

        assertThat(settings.profile("contoso").connections().keySet())
                .containsExactlyInAnyOrder("exchange", "graph", "updates", "scan", "windows");
        assertThat(settings.profile("contoso").policy().people().protectedNames())
                .contains("breakglass@contoso.com");
        assertThat(settings.profile("rehearsal").estate()).isNotNull();
    }

    @Test
    void withoutAFileThereIsTheSandbox() {
        Settings settings = read(folder);
        assertThat(settings.file()).isNull();
        assertThat(settings.home()).isEqualTo(folder.resolve("user/.local/state/runwright"));
        assertThat(settings.chosen(null).isRehearsal()).isTrue();
    }

    @Test
    void theNearestFileUpwardCountsAndItsPathsAreRelativeToIt() throws IOException {
        Files.writeString(folder.resolve("runwright.yaml"), GOOD);
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Settings settings = read(below);
        assertThat(settings.home()).isEqualTo(folder.resolve("state"));
        assertThat(settings.runbooks()).startsWith(folder.resolve("books")).hasSize(2);
        assertThat(settings.chosen(null).estate()).isEqualTo(folder.resolve("company.yaml"));
        assertThat(settings.profile("contoso").policy().requireUndo()).isTrue();
        assertThat(settings.profile("contoso").connections().get("exchange"))
                .satisfies(connection -> assertThat(connection.modules()).containsExactly("ExchangeOnlineManagement"));
    }

    @Test
    void theEnvironmentsHomeGoesBeforeTheFiles() throws IOException {
        Files.writeString(folder.resolve("runwright.yaml"), GOOD);
        environment.put("RUNWRIGHT_HOME", "elsewhere");
        assertThat(read(folder).home()).isEqualTo(folder.resolve("elsewhere"));
    }

    @Test
    void aServerIsReadWithWhoSignsIn() throws IOException {
        Files.writeString(
                folder.resolve("runwright.yaml"),
                "runwright: 1\nstore: {url: 'jdbc:postgresql://h:5433/d?ssl=true', user: runwright, password: {env: PW}}\n");
        assertThat(read(folder).store())
                .isEqualTo(new StorePlace(
                        "jdbc:postgresql://h:5433/d?ssl=true", "runwright", new Profile.SecretSource("env", "PW")));
        Files.writeString(folder.resolve("runwright.yaml"), "runwright: 1\nstore: jdbc:postgresql://h/d?user=x\n");
        assertThat(read(folder).store().url()).isEqualTo("jdbc:postgresql://h/d?user=x");
        Files.writeString(folder.resolve("runwright.yaml"), "runwright: 1\nstore: sqlite\n");
        assertThat(read(folder).store()).isEqualTo(StorePlace.SQLITE);
    }

    @Test
    void anUnknownProfileIsGuessed() throws IOException {
        Files.writeString(folder.resolve("runwright.yaml"), GOOD);
        Settings settings = read(folder);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> settings.profile("contso"));
        assertThat(refusal).hasMessageContaining("Did you mean 'contoso'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    runwright: 2                                   | runwright.yaml:1:1: 'runwright' must be the version of the configuration, 1.
                    runwright: 1\\nhom: x                           | runwright.yaml:2:1: The key 'hom' is not known here. Did you mean 'home'?
                    runwright: 1\\nhome: [x]                        | runwright.yaml:2:1: 'home' must be a text, got a list.
                    runwright: 1\\nstore: jdbc:postgresql:x         | runwright.yaml:2:1: 'store' must be sqlite, or jdbc:postgresql://host/database, got 'jdbc:postgresql:x'.
                    runwright: 1\\nstore: mysql                     | runwright.yaml:2:1: 'store' must be sqlite, or jdbc:postgresql://host/database, got 'mysql'.
                    runwright: 1\\nstore: [x]                       | runwright.yaml:2:1: 'store' must be a text, got a list.
                    runwright: 1\\nstore: {user: x}                 | runwright.yaml:2:1: 'store' needs 'url', like jdbc:postgresql://host/runwright.
                    runwright: 1\\nstore: {url: "jdbc:postgresql://h/d", usr: x} | runwright.yaml:2:39: The key 'usr' is not known here. Did you mean 'user'?
                    runwright: 1\\nstore: {url: "jdbc:postgresql://h/d", password: {}} | runwright.yaml:2:39: The password of 'store' needs one of env, file, command.
                    runwright: 1\\nstore: jdbc:postgresql://h/d?user=a&password=b | runwright.yaml:2:1: A password does not belong into the configuration. Write store: {url: …, user: …, password: {env: NAME}}; file and command are other sources.
                    runwright: 1\\ndefault_profile: x               | runwright.yaml:2:1: There is no profile 'x'.
                    runwright: 1\\nprofiles: {a: {}}                | runwright.yaml:2:12: The profile 'a' has neither an estate nor connections.
                    runwright: 1\\nprofiles: {a: {estate: x, ploicy: {}}} | runwright.yaml:2:27: The key 'ploicy' is not known here. Did you mean 'policy'?
                    runwright: 1\\nprofiles: {a: {estate: x, policy: {contain: 3}}} | runwright.yaml:2:36: 'contain' must be a text, got '3'.
                    runwright: 1\\nprofiles: {a: {connections: {g: {graph: {tenant: t, client_id: c, secret: x}}}}} | runwright.yaml:2:67: 'secret' must be {secret: NAME}, got 'x'.
                    runwright: 1\\nprofiles: {a: {connections: {g: {graph: {tenant: t, client_id: c, secret: {secret: x}, cloud: globl}}}}} | runwright.yaml:2:88: 'cloud' must be one of global, usgov, usgovdod, china, got 'globl'. Did you mean 'global'?
                    runwright: 1\\nprofiles: {a: {estate: x, secrets: {s: {}}}} | runwright.yaml:2:37: The secret 's' needs one of env, file, command.
                    """)
    void whatIsWrongIsSaidAtItsPlace(String text, String expected) throws IOException {
        Files.writeString(folder.resolve("runwright.yaml"), text.replace("\\n", "\n"));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(folder));
        assertThat(refusal.problems()).extracting(Object::toString).containsExactly(expected);
    }

    private Settings read(Path working) {
        Path install = Path.of(System.getProperty("runwright.install"));
        return new ConfigFile(
                        new Surroundings(install, working, environment, folder.resolve("user"), Clock.systemUTC()))
                .settings(null);
    }
}
