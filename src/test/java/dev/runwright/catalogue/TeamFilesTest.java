package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.Effect;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamFilesTest {
    private final Problems problems = new Problems();

    private Catalogue with(@Nullable Object... data) {
        List<TeamFile> files = new java.util.ArrayList<>();
        for (Object one : data) {
            files.add(new TeamFile("team.yaml", one));
        }
        return CatalogueFiles.open(Path.of(System.getProperty("runwright.install", ".")), files, problems);
    }

    private List<String> messages() {
        return problems.all().stream().map(Problem::message).toList();
    }

    @Test
    void aParameterIsAddedToACmdlet() {
        CmdletFacts facts = with(Map.of("Set-CASMailbox", Map.of("parameters", Map.of("NewThing", "Boolean"))))
                .find("set-casmailbox")
                .orElseThrow();
        assertThat(messages()).isEmpty();
        assertThat(facts.parameter("newthing").orElseThrow().type()).isEqualTo("Boolean");
        assertThat(facts.parameters()).hasSizeGreaterThan(50);
        assertThat(facts.comparison("NewThing")).isEqualTo(new Comparison.With("NewThing", Form.EXACT, false));
    }

    @Test
    void confirmedNamesCountOnARealConnection() {
        Map<String, Object> said = Map.of(
                "parameters", Map.of("NewThing", "Boolean"),
                "confirmed", List.of("NewThing", "OneWinNativeOutlookEnabled"));
        CmdletFacts facts =
                with(Map.of("Set-CASMailbox", said)).find("Set-CASMailbox").orElseThrow();
        assertThat(facts.comparison("NewThing")).isEqualTo(new Comparison.With("NewThing", Form.EXACT, true));
        assertThat(facts.comparison("OneWinNativeOutlookEnabled"))
                .isEqualTo(new Comparison.With("OneWinNativeOutlookEnabled", Form.EXACT, true));
        assertThat(facts.comparison("PublicFolderClientAccess"))
                .isEqualTo(new Comparison.With("PublicFolderClientAccess", Form.EXACT, false));
        CmdletFacts all = with(Map.of("Set-CASMailbox", Map.of("confirmed", "all")))
                .find("Set-CASMailbox")
                .orElseThrow();
        assertThat(all.comparison("PublicFolderClientAccess"))
                .isEqualTo(new Comparison.With("PublicFolderClientAccess", Form.EXACT, true));
        assertThat(messages()).isEmpty();
    }

    @Test
    void aCmdletOfTheTeamsOwnHasParametersAndEffectsOfItsOwn() {
        Map<String, Object> parameters = Map.of(
                "Identity", "String",
                "Owner", Map.of("type", "String", "form", "recipient", "mandatory", true, "organisation", "cloud"),
                "Level", Map.of("type", "Level", "values", List.of("Low", "High"), "aliases", "l", "max", 10L),
                "Force", Map.of("type", "SwitchParameter", "control", true));
        Map<String, @Nullable Object> compare = new HashMap<>();
        compare.put("Owner", "ManagedBy");
        compare.put("Level", null);
        Map<String, Object> said = Map.of(
                "connection",
                "exchange",
                "effect",
                "final:Level change",
                "parameters",
                parameters,
                "reading",
                "Get-ContosoThing",
                "compare",
                compare);
        CmdletFacts facts =
                with(Map.of("Do-ContosoThing", said)).find("do-contosothing").orElseThrow();
        assertThat(messages()).isEmpty();
        assertThat(facts.connection()).isEqualTo("exchange");
        assertThat(facts.effectWith(Set.of("level"))).isEqualTo(Effect.FINAL);
        assertThat(facts.comparison("Identity")).isEqualTo(new Comparison.Identity("Identity"));
        assertThat(facts.comparison("Owner")).isEqualTo(new Comparison.With("ManagedBy", Form.of("recipient"), true));
        assertThat(facts.comparison("l")).isInstanceOf(Comparison.Unread.class);
        assertThat(facts.comparison("Force")).isEqualTo(new Comparison.Control());
        assertThat(facts.parameter("Level").orElseThrow().values()).containsExactly("Low", "High");
        assertThat(facts.parameter("Level").orElseThrow().maxChars()).isEqualTo(10);
        assertThat(facts.parameter("Owner").orElseThrow().where()).isEqualTo(Where.CLOUD);
    }

    @Test
    void aReadingOfTheTeamsOwnHasAllThatTheShippedOnesHave() {
        Map<String, Object> said = new HashMap<>(Map.of(
                "reading",
                "Get-ContosoThing",
                "identity",
                List.of("Identity"),
                "sets",
                Map.of("State", "Ready"),
                "with",
                Map.of("Full", true),
                "where",
                Map.of("Kind", "x"),
                "wants",
                "present"));
        said.putAll(Map.of(
                "key",
                "Guid",
                "settle",
                "90s",
                "inverse",
                "Remove-ContosoThing",
                "volatile",
                List.of("WhenChanged"),
                "losses",
                List.of("The history is lost.")));
        CmdletFacts facts =
                with(Map.of("Do-ContosoThing", said)).find("do-contosothing").orElseThrow();
        assertThat(messages()).isEmpty();
        ReadingFacts reading = Objects.requireNonNull(facts.reading());
        assertThat(reading.cmdlet()).isEqualTo("Get-ContosoThing");
        assertThat(reading.identity()).isEqualTo(Map.of("Identity", "Identity"));
        assertThat(reading.sets()).containsExactly(new ReadingFacts.Sets("State", "Ready", Form.NO_CASE, true));
        assertThat(reading.with()).isEqualTo(Map.of("Full", true));
        assertThat(reading.where()).isEqualTo(Map.of("Kind", "x"));
        assertThat(reading.wants()).isEqualTo(Wants.PRESENT);
        assertThat(reading.key()).isEqualTo("Guid");
        assertThat(reading.settle()).isEqualTo(Duration.ofSeconds(90));
        assertThat(reading.inverse()).isEqualTo("Remove-ContosoThing");
        assertThat(reading.volatileProperties()).containsExactly("WhenChanged");
        assertThat(reading.losses()).containsExactly(new ReadingFacts.Loss(null, "The history is lost."));
    }

    @Test
    void aLaterFileGoesOverAnEarlierOne() {
        Catalogue catalogue = with(
                Map.of("Do-Thing", Map.of("effect", "read", "parameters", Map.of("A", "String"))),
                Map.of("do-thing", Map.of("effect", "final", "parameters", Map.of("B", "String[]"))));
        CmdletFacts facts = catalogue.find("Do-Thing").orElseThrow();
        assertThat(facts.effectWith(Set.of())).isEqualTo(Effect.FINAL);
        assertThat(facts.parameters()).containsOnlyKeys("A", "B");
        assertThat(facts.reading()).isNull();
        assertThat(catalogue.names()).contains("Do-Thing", "Set-Mailbox");
    }

    @Test
    void aSnapshotKeepsWhatTheTeamSaid() {
        Catalogue catalogue = with(Map.of(
                "Set-CASMailbox",
                Map.of("parameters", Map.of("NewThing", "Boolean"), "confirmed", List.of("NewThing"))));
        Catalogue again = CatalogueFiles.ofSnapshot(catalogue.snapshot(List.of("Set-CASMailbox")));
        assertThat(again.find("Set-CASMailbox")).isEqualTo(catalogue.find("Set-CASMailbox"));
        assertThat(again.find("Set-CASMailbox").orElseThrow().parameter("NewThing"))
                .isPresent();
    }

    @Test
    void allProblemsOfAFileAreSaid() {
        Catalogue catalogue = with(Map.of(
                "Set-CASMailbox", Map.of("parameter", Map.of(), "settle", "soon", "confirmed", 5L),
                "Set-User", Map.of("parameters", Map.of("X", 5L, "Y", Map.of("typ", "Boolean"), "Z", "Boolean"))));
        assertThat(messages())
                .containsExactlyInAnyOrder(
                        "Set-CASMailbox has the unknown key 'parameter'; expected one of module, connection, organisation, effect, what_if,"
                                + " pauses, parameters, reading, identity, compare, confirmed, sets, with, where, wants, key, volatile,"
                                + " settle, inverse, losses.",
                        "In the catalogue file, Set-CASMailbox.settle must be a duration such as 90s or 2m, not soon.",
                        "In the catalogue file, Set-CASMailbox.confirmed must be a list, not 5.",
                        "In the catalogue file, Set-User.parameters.X must be a name, not 5.",
                        "Set-User.parameters.Y has the unknown key 'typ'; expected one of type, mandatory, position, pipeline, values, aliases, form,"
                                + " organisation, control, add_remove, max.",
                        "In the catalogue file, Set-User.parameters.Y must be a type such as Boolean or {type: Boolean}, not"
                                + " {typ=Boolean}.");
        assertThat(problems.all())
                .anySatisfy(problem -> assertThat(problem.hint()).isEqualTo("Did you mean 'parameters'?"));
        assertThat(problems.all())
                .allSatisfy(problem -> assertThat(problem.position().file()).isEqualTo("team.yaml"));
        assertThat(catalogue.find("Set-User").orElseThrow().parameter("Z")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "effect; maybe; must be read, change or final",
                "effect; final:; must be read, change or final",
                "wants; gone; must be one of values, present, absent",
                "organisation; moon; must be one of cloud, on_premises, both",
                "reading; Get Thing; must be a name",
                "losses; text; must be a list"
            })
    void aWrongValueIsSaid(String key, String value, String message) {
        with(Map.of("Do-Thing", Map.of(key, value)));
        assertThat(messages()).singleElement().asString().contains("Do-Thing." + key + " " + message);
    }

    @Test
    void aFileThatIsNoMapIsSaid() {
        with(List.of("Set-Mailbox"), null);
        assertThat(messages())
                .containsExactly(
                        "In the catalogue file, the file must be a map, not [Set-Mailbox].",
                        "In the catalogue file, the file must be a map, not null.");
    }

    @Test
    void commonParametersAreKnown() {
        assertThat(CommonParameters.find("verbose").orElseThrow().use()).isEqualTo(CommonParameters.Use.PASSED);
        assertThat(CommonParameters.find("EA").orElseThrow().parameter()).isEqualTo("ErrorAction");
        assertThat(CommonParameters.find("Confirm").orElseThrow().use()).isEqualTo(CommonParameters.Use.ENGINE);
        assertThat(CommonParameters.find("Identity")).isEmpty();
    }
}
