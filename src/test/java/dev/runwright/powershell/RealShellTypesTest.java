package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.value.Data;
import dev.runwright.value.EnumValue;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values there and back on a real PowerShell, and what its own objects become. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellTypesTest {
    private RealScripts scripts;

    @BeforeAll
    void start() {
        scripts = new RealScripts();
    }

    @AfterAll
    void stop() {
        if (scripts != null) {
            scripts.close();
        }
    }

    private Reply reply(String script) {
        return ((Outcome.Returned) scripts.run(script)).reply();
    }

    private Map<String, @Nullable Object> one(String script) {
        return Data.map(scripts.output(script).get(0));
    }

    @Test
    void everyValueOfTheTableComesBackAsItWent() {
        long seed = Long.getLong("runwright.seed", new Random().nextLong());
        System.out.println("everyValueOfTheTableComesBackAsItWent: -Drunwright.seed=" + seed);
        RandomValues values = new RandomValues(seed);
        for (int call = 0; call < 40; call++) {
            List<@Nullable Object> there = new ArrayList<>();
            List<@Nullable Object> back = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                RandomValues.Journey journey = values.value(2);
                there.add(journey.there());
                back.add(journey.back());
            }
            List<?> came = TestShells.output(
                    scripts.run("param($Values) foreach ($v in $Values) { , $v }", Map.of("Values", there)));
            for (int i = 0; i < back.size(); i++) {
                assertThat(came.get(i))
                        .as("seed %d, call %d: %s", seed, call, there.get(i))
                        .isEqualTo(back.get(i));
            }
        }
    }

    @Test
    void bytesComeBackAsTheyWent() {
        byte[] bytes = {0, 1, -1, 127, -128, 13, 10};
        Object back = TestShells.output(scripts.run("param([byte[]]$B) $B.Length; , $B", Map.of("B", bytes)))
                .get(1);
        assertThat((byte[]) back).containsExactly(bytes);
    }

    @Test
    void aNullIsBoundAndAMissingOneIsNot() {
        Map<String, @Nullable Object> nothing = new HashMap<>();
        nothing.put("A", null);
        String script = "param($A = 'standard', $B = 'standard') $PSBoundParameters.ContainsKey('A'); $A; $B";

        assertThat(TestShells.output(scripts.run(script, nothing))).isEqualTo(Arrays.asList(true, null, "standard"));
    }

    /** What PowerShell makes of a value by the declared type of the parameter. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [int]             | 5                     | System.Int32
            [long]            | 5                     | System.Int64
            [string]          | text                  | System.String
            [DayOfWeek]       | Friday                | System.DayOfWeek
            [System.Version]  | 1.2.3                 | System.Version
            [uri]             | https://contoso.com/a | System.Uri
            [datetime]        | 2026-01-02            | System.DateTime
            [string[]]        | one                   | System.String[]
            [System.Net.IPAddress] | 10.0.0.1         | System.Net.IPAddress
            """)
    void aTextBecomesWhatTheParameterDeclares(String type, String value, String wanted) {
        assertThat(TestShells.output(scripts.run("param(" + type + "$V) $V.GetType().FullName", Map.of("V", value))))
                .isEqualTo(List.of(wanted));
    }

    @Test
    void aSwitchIsBoundByABoolean() {
        assertThat(TestShells.output(
                        scripts.run("param([switch]$On, [switch]$Off) $On; $Off", Map.of("On", true, "Off", false))))
                .isEqualTo(List.of(true, false));
    }

    @Test
    void datesAndEnumerationsKeepWhatTheyAre() {
        Map<String, @Nullable Object> row = one("""
                [pscustomobject]@{
                    Utc = [datetime]::SpecifyKind([datetime]'2026-01-02T03:04:05.1234567', 'Utc')
                    Local = [datetime]::SpecifyKind([datetime]'2026-01-02T03:04:05', 'Unspecified')
                    Offset = [datetimeoffset]'2026-01-02T03:04:05+02:00'
                    Day = [DayOfWeek]::Friday; Flags = [IO.FileAttributes]'Hidden, ReadOnly'; Big = [uint64]::MaxValue
                    Min = [datetime]::MinValue; Span = [timespan]::MinValue
                }
                """);

        assertThat(row)
                .containsEntry("Utc", OffsetDateTime.parse("2026-01-02T03:04:05.1234567Z"))
                .containsEntry("Local", LocalDateTime.parse("2026-01-02T03:04:05"))
                .containsEntry("Offset", OffsetDateTime.parse("2026-01-02T03:04:05+02:00"))
                .containsEntry("Day", new EnumValue("Friday", "5"))
                .containsEntry("Flags", new EnumValue("ReadOnly, Hidden", "3"))
                .containsEntry("Big", new BigInteger("18446744073709551615"))
                .containsEntry("Min", LocalDateTime.parse("0001-01-01T00:00:00"));
        assertThat(row.get("Span")).isInstanceOf(java.time.Duration.class);
    }

    @Test
    void errorRecordsAndProcessesAndFilesAreMapsOfTheirProperties() {
        assertThat(one("try { 1 / 0 } catch { @{ It = $_; What = $_.Exception } }"))
                .hasEntrySatisfying(
                        "It",
                        it -> assertThat(Data.map(it))
                                .hasEntrySatisfying(
                                        "message",
                                        said -> assertThat(said).asString().contains("divide by zero")));
        assertThat(one("Get-Process -Id $PID")).containsKeys("Id", "ProcessName", "WorkingSet64");
        assertThat(one("Get-Item -LiteralPath /etc/passwd"))
                .containsEntry("Name", "passwd")
                .containsEntry("Exists", true)
                .hasEntrySatisfying("LastWriteTimeUtc", at -> assertThat(at).isInstanceOf(OffsetDateTime.class));
    }

    @Test
    void xmlIsItsTextAndATableIsItsRows() {
        assertThat(scripts.output("[xml]'<a b=\"1\"><c/></a>'")).isEqualTo(List.of("<a b=\"1\"><c /></a>"));
        assertThat(scripts.output("""
                $t = [Data.DataTable]::new('t'); [void]$t.Columns.Add('N', [int]); [void]$t.Columns.Add('S'); [void]$t.Rows.Add(1, 'x')
                [void]$t.Rows.Add([DBNull]::Value, $null); , $t; $t.Rows[0]
                """))
                .isEqualTo(List.of(List.of(Map.of("N", 1L, "S", "x"), nulls("N", "S")), Map.of("N", 1L, "S", "x")));
    }

    private static Map<String, @Nullable Object> nulls(String... names) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (String name : names) {
            map.put(name, null);
        }
        return map;
    }

    @Test
    void codeAndTypesAndVersionsAreTheirText() {
        assertThat(
                        scripts.output(
                                "{ 1 + 1 }; [string]; [version]'1.2'; [uri]'https://contoso.com/'; [char]'c'; [guid]::Empty.ToString()"))
                .isEqualTo(List.of(
                        " 1 + 1 ",
                        "System.String",
                        "1.2",
                        "https://contoso.com/",
                        "c",
                        "00000000-0000-0000-0000-000000000000"));
    }

    @Test
    void depthAndCirclesAndTroubleAreBoundedAndSaid() {
        Reply deep = reply("$x = 1; foreach ($i in 1..40) { $x = @{ x = $x } }; $x");
        assertThat(deep.whole()).isFalse();
        assertThat(deep.warnings()).singleElement().asString().startsWith("The output is not whole: ");

        Reply circle = reply("$a = [pscustomobject]@{ A = 1 }; Add-Member -InputObject $a Self $a; $a");
        assertThat(circle.whole()).isFalse();

        Reply trouble = reply(
                "$a = [pscustomobject]@{ A = 1 }; Add-Member -InputObject $a ScriptProperty Bad { throw 'no' }; $a");
        assertThat(trouble.output()).asString().contains("A=1").contains("Bad=null");
        assertThat(trouble.whole()).isTrue();
    }

    @Test
    void anObjectThatIsTooLargeIsBoundedAndSaid() {
        Reply wide = reply("$text = 'x' * 1000000; , @(foreach ($i in 1..30) { $text })");

        assertThat(wide.output()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
        assertThat(wide.whole()).isFalse();
        assertThat(wide.warnings()).singleElement().asString().startsWith("The output is not whole: ");
        assertThat(scripts.output("1")).isEqualTo(List.of(1L));
    }

    @Test
    void oneItemAndNoneStayLists() {
        assertThat(scripts.output("@(); , @(); , @(1); , @(, @(1))"))
                .isEqualTo(List.of(List.of(), List.of(1L), List.of(List.of(1L))));
    }
}
