package dev.runwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problem;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.RunbookReader;
import dev.runwright.yaml.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile has and has not: connections, cmdlets and parameters of its organisation. */
class ReachRulesTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));
    private static final Catalogue CATALOGUE = CatalogueFiles.open(INSTALL);
    private static final Reach CLOUD = reach("cloud");
    private static final Reach ON_PREMISES = reach("on_premises");

    private static Reach reach(String organisation) {
        return new Reach("contoso", Map.of("exchange", organisation, "local", ""), true);
    }

    private static List<String> problems(String step, Reach reach) {
        String text =
                "runwright: 1\nrunbook: r\ntitle: t\ninputs: {on: {type: boolean}}\nsteps:\n" + step.strip() + "\n";
        RunbookReader.ReadResult read =
                new RunbookReader().read(new SourceText("r.yaml", text), ScriptFiles.of(Map.of()));
        assertThat(read.problems()).isEmpty();
        return judged(java.util.Objects.requireNonNull(read.runbook()), reach);
    }

    private static List<String> judged(Runbook runbook, Reach reach) {
        return RunbookChecker.check(runbook, CATALOGUE, CalledRunbooks.NONE, reach).stream()
                .filter(problem -> Set.of("other_organisation", "no_organisation", "no_connection")
                        .contains(problem.code()))
                .map(Problem::toString)
                .toList();
    }

    @Test
    void aParameterOfAnotherOrganisationIsAnErrorAtItsPlace() {
        String step = """
                - cmdlet: Set-Mailbox
                  with: {Identity: a, MailTip: b, Database: c}
                  state: Get-Mailbox
                """;
        assertThat(problems(step, CLOUD))
                .containsExactly(
                        "r.yaml:7:35: 'Database' of Set-Mailbox exists on-premises only; the organisation of 'exchange' in the profile"
                                + " 'contoso' is cloud. Leave it out, or say 'when: ${{ connections.exchange.organisation == 'on_premises' }}'.");
        assertThat(problems(step, ON_PREMISES)).isEmpty();
        assertThat(problems(step, Reach.UNKNOWN)).isEmpty();
    }

    @Test
    void aCmdletOfAnotherOrganisationIsAnErrorAndSoIsAReading() {
        assertThat(problems("- cmdlet: Get-EXOMailbox\n  with: {Identity: a}", ON_PREMISES))
                .singleElement()
                .asString()
                .contains("Get-EXOMailbox exists in the cloud only");
        assertThat(problems("""
                        - cmdlet: Set-CASMailbox
                          with: {Identity: a, OWAEnabled: false}
                          state: Get-EXOCasMailbox
                        """, ON_PREMISES)).hasSize(1);
    }

    @Test
    void aRunbookForAnotherOrganisationIsOneSentenceUnlessSomethingOfItIsThere() {
        String servers = "- cmdlet: Get-MailboxServer\n- cmdlet: Get-Queue\n- cmdlet: Get-MailboxServer\n";
        assertThat(problems(servers, CLOUD))
                .containsExactly(
                        "r.yaml:1:1: This runbook is for an organisation on-premises: its 3 calls to 'exchange',"
                                + " Get-MailboxServer the first of them, exist there only; the organisation of 'exchange' in the profile"
                                + " 'contoso' is cloud. Choose a profile whose 'exchange' says 'organisation: on_premises'.");
        assertThat(problems(servers + "- {cmdlet: Get-Mailbox, with: {Identity: a}}", CLOUD))
                .hasSize(3);
        assertThat(problems(servers, ON_PREMISES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connections.exchange.organisation == 'cloud'|0",
                "connections.exchange.organisation == 'cloud' && inputs.on|0",
                "inputs.on && connections.exchange.organisation == 'cloud'|0",
                "connections.exchange.organisation == 'on_premises'|1",
                "inputs.on|1",
                "connections?.graph != null|0"
            })
    void aStepThatCannotRunHereIsNotJudged(String when, int count) {
        String step = """
                - group:
                  - cmdlet: Get-EXOMailbox
                    with: {Identity: a}
                  when: ${{ WHEN }}
                """;
        assertThat(problems(step.replace("WHEN", when), ON_PREMISES)).hasSize(count);
    }

    @Test
    void whatNoOrganisationHasIsAnErrorWithoutAProfile() {
        String step = """
                - cmdlet: Set-Mailbox
                  with: {Identity: a, Database: c, InactiveMailbox: true}
                  state: Get-Mailbox
                """;
        assertThat(problems(step, Reach.UNKNOWN)).singleElement().asString().contains("no organisation has both");
        assertThat(problems(step, CLOUD)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cmdlet: Get-Mailbox, connection: exchnge, with: {Identity: a}}|Did you mean 'exchange'?",
                "{cmdlet: Get-Mailbox, connection: mail, with: {Identity: a}}|It has: exchange, local.",
                "{graph: GET /users/a}|warning: The profile 'contoso' has no connection 'graph', to which this step goes.",
                "{cmdlet: Get-WsusUpdate}|warning: The profile 'contoso' has no connection 'updates'",
                "{cmdlet: Get-Mailbox, when: '${{ connections.exchnge.organisation == ''cloud'' }}'}|has no connection 'exchnge'. Did",
                "{assert: '${{ connections.graph.organisation == null }}', else: x}|Read it with '?.' where it may be missing."
            })
    void aConnectionThatTheProfileHasNotIsTold(String step, String expected) {
        assertThat(problems("- " + step, CLOUD)).singleElement().asString().contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cmdlet: Get-Process, connection: local}",
                "{assert: '${{ connections?.graph != null }}', else: x}",
                "{cmdlet: Get-Thing}"
            })
    void whatIsThereOrMayBeMissingIsNoProblem(String step) {
        assertThat(problems("- " + step, CLOUD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cloud, patch-exchange-server", "on_premises, ''"})
    void everyShippedRunbookFitsBothOrganisationsUnlessItIsForServers(String organisation, String others)
            throws IOException {
        Map<String, String> connections = new HashMap<>();
        SurroundingRules.USUAL.forEach(name -> connections.put(name, name.equals("exchange") ? organisation : ""));
        Reach reach = new Reach("contoso", connections, true);
        Set<String> unfit = new TreeSet<>();
        try (Stream<Path> files = Files.list(INSTALL.resolve("runbooks"))) {
            for (Path file : files.toList()) {
                Runbook runbook = java.util.Objects.requireNonNull(
                        new RunbookReader().read(file).runbook());
                if (!judged(runbook, reach).isEmpty()) {
                    unfit.add(runbook.name());
                }
            }
        }
        assertThat(String.join(" ", unfit)).isEqualTo(others);
    }

    @Test
    void theUsualConnectionsAreThoseOfTheCatalogue() throws IOException {
        Set<String> connections = new HashSet<>(Set.of("graph"));
        Files.readAllLines(INSTALL.resolve("scripts/catalogue/cmdlets.tsv")).stream()
                .skip(2)
                .forEach(line -> connections.add(line.split("\t", -1)[3]));
        assertThat(SurroundingRules.USUAL).isEqualTo(connections);
    }
}
