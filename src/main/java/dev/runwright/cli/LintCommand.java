package dev.runwright.cli;

import dev.runwright.schedule.Schedules;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Problem;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description =
                "Check runbooks and schedules without running them: every problem at once, with its place and what to do.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright lint runbooks examples   all runbooks of these folders",
            "  runwright lint close-imap.yaml",
            "  runwright lint quarantine-mailbox  by its name"
        })
final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNBOOK",
            description = "Names, files or folders of runbooks and schedules.")
    private List<String> runbooks = List.of();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    LintCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Definitions definitions = new Definitions(
                workbench.catalogue(settings), profile.chosen(settings), workbench.groovyCheck(), settings.runbooks());
        List<Path> files = files(settings);
        ScheduleLint schedules = new ScheduleLint(settings, definitions, settings.calendars());
        List<Problem> problems = files.stream()
                .flatMap(file -> (Schedules.isSchedule(file)
                                ? schedules.problems(file)
                                : definitions.read(file).problems())
                        .stream())
                .distinct()
                .toList();
        problems.forEach(problem -> (output.json() ? terminal.err() : terminal.out()).println(problem));
        if (output.json()) {
            terminal.out().println(Json.write(ProblemReport.list(problems)));
        }
        long errors = problems.stream().filter(Problem::isError).count();
        terminal.err().println(summary(files, errors, problems.size() - errors));
        return (errors == 0 ? ExitCode.DONE : ExitCode.INVALID).number();
    }

    private List<Path> files(Settings settings) {
        List<Path> files = new ArrayList<>();
        for (String name : runbooks) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                files.addAll(RunbookFiles.in(path));
                files.addAll(schedules(path));
            } else {
                files.add(RunbookFiles.find(name, settings.runbooks()));
            }
        }
        return files;
    }

    private static List<Path> schedules(Path folder) {
        try {
            return Schedules.files(folder);
        } catch (IOException e) {
            throw Refusal.wrongCall("no_such_folder", folder + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    private static String summary(List<Path> files, long errors, long others) {
        long schedules = files.stream().filter(Schedules::isSchedule).count();
        long runbooks = files.size() - schedules;
        String what = schedules == 0
                ? count(runbooks, "runbook")
                : runbooks == 0
                        ? count(schedules, "schedule")
                        : count(runbooks, "runbook") + ", " + count(schedules, "schedule");
        return what + ": " + count(errors, "error") + ", " + count(others, "warning") + ".";
    }

    private static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
