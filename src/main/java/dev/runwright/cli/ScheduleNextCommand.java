package dev.runwright.cli;

import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Times;
import dev.runwright.schedule.Window;
import dev.runwright.value.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "next", description = "Print the next openings of one schedule or of all.")
final class ScheduleNextCommand implements Callable<Integer> {
    private static final int STANDARD = 12;
    private static final int MOST = 10_000;

    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(
            arity = "0..2",
            paramLabel = "[NUMBER] [NAME]",
            description = "How many, 12 unless told; of which schedule.")
    private List<String> words = List.of();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ScheduleNextCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    private record Row(Openings openings, Window window) {}

    @Override
    public Integer call() {
        List<String> numbers =
                words.stream().filter(word -> word.matches("\\d{1,5}")).toList();
        List<String> names =
                words.stream().filter(word -> !numbers.contains(word)).toList();
        int most = numbers.isEmpty() ? STANDARD : Integer.parseInt(numbers.get(0));
        if (names.size() > 1 || numbers.size() > 1 || most < 1 || most > MOST) {
            throw Refusal.wrongCall(
                    "wrong_call", "'schedule next' takes a number from 1 to " + MOST + " and the name of a schedule.");
        }
        KnownSchedules known = KnownSchedules.read(workbench.settings(profile.config()), terminal);
        List<Row> rows = rows(known, names.isEmpty() ? null : names.get(0), most);
        if (output.json()) {
            terminal.out()
                    .println(Json.write(rows.stream()
                            .map(row -> KnownSchedules.document(row.openings(), row.window()))
                            .toList()));
        } else {
            rows.forEach(this::print);
        }
        return ExitCode.DONE.number();
    }

    private List<Row> rows(KnownSchedules known, @Nullable String name, int most) {
        Instant now = workbench.clock().instant();
        List<Row> rows = new ArrayList<>();
        for (Openings openings : known.openings(name, known.schedules().all())) {
            KnownSchedules.next(openings, now, most).forEach(window -> rows.add(new Row(openings, window)));
        }
        rows.sort(Comparator.comparing((Row row) -> row.window().opening())
                .thenComparing(row -> row.openings().schedule().name()));
        return rows.subList(0, Math.min(most, rows.size()));
    }

    private void print(Row row) {
        ZoneId zone = row.openings().schedule().window().zone();
        terminal.out()
                .println(Times.in(zone, row.window().opening()) + " - "
                        + Times.in(zone, row.window().close()) + " " + zone + "  "
                        + row.openings().schedule().name());
    }
}
