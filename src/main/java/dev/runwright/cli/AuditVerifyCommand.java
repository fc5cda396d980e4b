package dev.runwright.cli;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.audit.Finding;
import dev.runwright.audit.Head;
import dev.runwright.audit.Verdict;
import dev.runwright.journal.Journal;
import dev.runwright.text.FileTrouble;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description =
                "Check every entry's hash, every chain and the ledger; exit code 1 if anything is not as it was written.")
final class AuditVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Heads that 'runwright audit export' wrote earlier.")
    private @Nullable Path against;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    AuditVerifyCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Head head = against == null ? null : read(against);
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            Verdict verdict = new ChainVerifier(workbench.evidence(settings)).verify(journal.chains(), head);
            if (output.json()) {
                terminal.out().println(Json.write(document(verdict)));
            } else {
                print(verdict);
            }
            return (verdict.ok() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private static Head read(Path file) {
        try {
            return Head.read(Files.readString(file));
        } catch (IOException e) {
            throw Refusal.wrongCall("no_head", file + " cannot be read: " + FileTrouble.of(e) + ".");
        } catch (IllegalArgumentException e) {
            throw Refusal.wrongCall(
                    "no_head", file + " is not what 'runwright audit export' writes: " + e.getMessage() + ".");
        }
    }

    private void print(Verdict verdict) {
        for (Finding finding : verdict.findings()) {
            terminal.out()
                    .println(finding.run() + " " + finding.sequence() + ": " + finding.kind() + ": "
                            + finding.message());
        }
        String size = verdict.runs() + " runs, " + verdict.entries() + " entries";
        if (verdict.ok()) {
            terminal.out().println("All as it was written: " + size + ".");
        } else {
            terminal.out()
                    .println("Not as it was written: " + verdict.findings().size() + " findings in " + size + ".");
        }
    }

    private static Map<String, @Nullable Object> document(Verdict verdict) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("ok", verdict.ok());
        document.put("runs", verdict.runs());
        document.put("entries", verdict.entries());
        document.put("anchored_to", new TreeMap<>(verdict.anchored()));
        document.put("ledger", verdict.ledgerHead());
        document.put(
                "problems",
                verdict.findings().stream().map(AuditVerifyCommand::document).toList());
        return document;
    }

    private static Map<String, @Nullable Object> document(Finding finding) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", finding.run());
        document.put("seq", finding.sequence());
        document.put("kind", finding.kind());
        document.put("message", finding.message());
        return document;
    }
}
