package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** All that a script says, on a real PowerShell: in order, at once, bounded, nothing lost quietly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellStreamsTest {
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

    @Test
    void objectsHaveTheirPlaceAmongTheOtherRecords() {
        scripts.run(
                "'one'; Write-Warning 'w'; 'two'; Write-Host 'h'; [pscustomobject]@{ A = 1 }; Write-Information 'i';"
                        + " Write-Verbose 'v' -Verbose; Write-Debug 'd' -Debug; Write-Error 'e'; 3; Write-Output $null");

        assertThat(scripts.heard.events)
                .extracting(event -> event.kind() + " " + event.text())
                .containsExactly(
                        "output one",
                        "warning w",
                        "output two",
                        "host h",
                        "output {\"A\":1}",
                        "info i",
                        "verbose v",
                        "debug d",
                        "error e",
                        "output 3",
                        "output null");
    }

    @Test
    void everythingIsToldWhileTheScriptRuns(@TempDir Path folder) {
        Path go = folder.resolve("go");
        scripts.heard.also = event -> {
            if (event.text().equals("first")) {
                create(go);
            }
        };
        Outcome outcome = scripts.run(
                "param($Go) 'first'; while (-not [IO.File]::Exists($Go)) { [Threading.Thread]::Sleep(10) }; 'second'",
                Map.of("Go", go.toString()));
        scripts.heard.also = event -> {};

        assertThat(TestShells.output(outcome)).isEqualTo(List.of("first", "second"));
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nativeOutputIsKeptApartFromTheProtocolAndFromErrors() {
        Reply reply = reply("sh -c 'echo out; echo err >&2; exit 3'; [Console]::Error.WriteLine('straight')");

        assertThat(reply.output()).isEqualTo(List.of("out"));
        assertThat(reply.errors()).isEmpty();
        assertThat(reply.exit()).isEqualTo(3);
        assertThat(scripts.heard.texts("stderr")).containsExactly("err");
        reply("[Console]::Out.WriteLine('@rw1 x res r1 4 AAAA'); [Console]::Out.Write('no line end')");
        assertThat(scripts.heard.texts("native")).containsExactly("@rw1 x res r1 4 AAAA", "no line end");
    }

    @Test
    void progressIsOneRecordWithItsPartsAndSilentIfTheScriptSaysSo() {
        reply("Write-Progress -Activity a -Status s -CurrentOperation o -PercentComplete 40 -SecondsRemaining 30;"
                + " Write-Progress -Activity a -Completed");
        assertThat(scripts.heard.events).last().isEqualTo(new Events.Event("progress", "a", 100));

        reply("Write-Progress -Activity a -Status s -CurrentOperation o -PercentComplete 40 -SecondsRemaining 30");
        assertThat(scripts.heard.events).containsExactly(new Events.Event("progress", "a: s: o, 30 s left", 40));

        reply("$ProgressPreference = 'SilentlyContinue'; $global:ProgressPreference = 'SilentlyContinue';"
                + " Write-Progress -Activity a -Status s");
        assertThat(scripts.heard.events).isEmpty();
        reply("Write-Progress -Activity b -Status s");
        assertThat(scripts.heard.texts("progress")).containsExactly("b: s");
    }

    @Test
    void anErrorRecordArrivesWhole() {
        Outcome.Failed failed = (Outcome.Failed) scripts.run("""
                function Find-It {
                    [CmdletBinding()] param()
                    $inner = [IO.FileNotFoundException]::new('deep')
                    $record = [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('outer', $inner), 'E7', 'ResourceBusy', 'thing')
                    $record.ErrorDetails = 'for people'
                    $PSCmdlet.ThrowTerminatingError($record)
                }
                Find-It
                """);

        assertThat(failed.error().message()).isEqualTo("outer");
        assertThat(failed.error().details())
                .containsEntry("id", "E7,Find-It")
                .containsEntry("category", "ResourceBusy")
                .containsEntry("type", "System.InvalidOperationException")
                .containsEntry("target", "thing")
                .containsEntry("targetType", "String")
                .containsEntry("activity", "Find-It")
                .containsEntry("reason", "InvalidOperationException")
                .containsEntry("details", "for people")
                .containsEntry("hresult", -2146233079L)
                .containsEntry("line", 8L)
                .containsEntry("inner", List.of(Map.of("type", "System.IO.FileNotFoundException", "message", "deep")));
        assertThat(String.valueOf(failed.error().details().get("position"))).contains("+ Find-It");
        assertThat(String.valueOf(failed.error().details().get("stack"))).contains("fix/it.ps1: line 8");
    }

    @Test
    void ofSeveralErrorsTheFirstCountsAndTheOthersAreNamed() {
        StepError error = reply("1..30 | ForEach-Object { Write-Error \"no $_\" }")
                .errors()
                .get(0);

        assertThat(error.message()).isEqualTo("no 1");
        assertThat(error.details()).containsEntry("errors", 30L);
        assertThat((List<?>) error.details().get("others")).hasSize(20).first().isEqualTo("no 2");
    }

    @Test
    void aFloodIsBoundedSaidWithItsCountsAndWholeInAFile() {
        Reply reply = reply("foreach ($i in 1..11000) { Write-Warning \"w $i\" }");

        assertThat(scripts.heard.texts("warning")).hasSize(1000);
        assertThat(scripts.heard.lines()).hasSize(10_000).last().isEqualTo("warning: w 11000");
        assertThat(reply.warnings())
                .hasSize(1001)
                .last()
                .isEqualTo("More came than is kept here, by 10,000 messages: all of it is in the test's file.");
        assertThat(scripts.heard.events).last().extracting(Events.Event::kind).isEqualTo("dropped");
        assertThat(reply.whole()).isTrue();
    }

    @Test
    void aLongTextIsCutWithItsLengthAndWholeInTheFile() {
        reply("Write-Verbose ('v' * 20000) -Verbose");

        assertThat(scripts.heard.texts("verbose"))
                .singleElement()
                .satisfies(text -> assertThat(text).hasSizeLessThan(8100).endsWith("[... 20000 characters]"));
        assertThat(scripts.heard.lines()).containsExactly("verbose: " + "v".repeat(20_000));
    }

    @Test
    void objectsBeyondTheNumberOrTheSizeAreCountedAndInTheFile() {
        Reply many = reply("1..50010");
        assertThat((List<?>) many.output()).hasSize(50_000);
        assertThat(many.whole()).isFalse();
        assertThat(many.warnings()).contains("It gave 50,010 objects; the first 50,000 are the output.");
        assertThat(scripts.heard.lines()).hasSize(10).first().isEqualTo("output: \"i:50001\"");

        Reply large = reply("foreach ($i in 1..12) { '\u4e16' * 1000000 }");
        assertThat((List<?>) large.output()).hasSize(7);
        assertThat(large.warnings()).contains("It gave 12 objects; the first 7 are the output.");
        assertThat(scripts.heard.lines()).hasSize(5);
        assertThat(scripts.output("1")).isEqualTo(List.of(1L));
    }
}
