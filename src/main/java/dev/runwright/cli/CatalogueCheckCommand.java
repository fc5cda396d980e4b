package dev.runwright.cli;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueComparison;
import dev.runwright.catalogue.CatalogueComparison.Difference;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.FoundCmdlet;
import dev.runwright.catalogue.TeamFileText;
import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = {
            "Compare what the catalogue says of a connection's cmdlets with what its shell really has.",
            "Exit code 1 if they disagree on one that both know; --to writes the shell's word of those as a file."
        })
final class CatalogueCheckCommand implements Callable<Integer> {
    private static final int NAMED = 10;

    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final ShellQuestion question = new ShellQuestion();

    @Mixin
    private final OutputOption output = new OutputOption();

    CatalogueCheckCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = question.settings(workbench);
        Profile profile = question.profile(settings);
        Profile.Connection connection = profile.connections().get(question.connection());
        String organisation = connection == null ? null : connection.organisation();
        List<CmdletFacts> known = known(workbench.catalogue(settings), organisation);
        try (Inventory inventory = workbench.inventory(profile, question.connection())) {
            List<FoundCmdlet> found =
                    inventory.commands(known.stream().map(CmdletFacts::name).toList());
            CatalogueComparison comparison = CatalogueComparison.of(known, found, organisation);
            if (question.to() != null) {
                NewFile.write(
                        question.to(),
                        TeamFileText.of(disputed(comparison, found), question.connection(), inventory.shell()));
            }
            print(comparison, inventory.shell());
            return (comparison.differences().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private List<CmdletFacts> known(Catalogue catalogue, @Nullable String organisation) {
        List<CmdletFacts> known = catalogue.names().stream()
                .map(catalogue::find)
                .flatMap(Optional::stream)
                .filter(facts -> facts.connection().equals(question.connection()))
                .filter(facts -> organisation == null || facts.where().in(organisation))
                .toList();
        if (known.isEmpty()) {
            throw Refusal.wrongCall(
                    "no_cmdlets", "The catalogue has no cmdlets of a connection '" + question.connection() + "'.");
        }
        return known;
    }

    private static List<FoundCmdlet> disputed(CatalogueComparison comparison, List<FoundCmdlet> found) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        comparison.differences().forEach(difference -> names.add(difference.cmdlet()));
        return found.stream().filter(cmdlet -> names.contains(cmdlet.name())).toList();
    }

    private void print(CatalogueComparison comparison, String shell) {
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("shell", shell);
            document.put("compared", comparison.compared());
            document.put("absent", comparison.absent());
            List<Object> differences = new ArrayList<>();
            comparison.differences().forEach(difference -> differences.add(document(difference)));
            document.put("differences", differences);
            terminal.out().println(Json.write(document));
            return;
        }
        comparison.differences().forEach(difference -> terminal.out().println(line(difference)));
        terminal.out()
                .println(shell + ": " + comparison.compared() + " cmdlets compared, "
                        + comparison.differences().size() + " differences, "
                        + comparison.absent().size() + " cmdlets are not in it"
                        + absent(comparison.absent()));
    }

    private static String absent(List<String> absent) {
        String first = String.join(", ", absent.subList(0, Math.min(NAMED, absent.size())));
        int more = absent.size() - NAMED;
        return absent.isEmpty()
                ? "."
                : ": " + first + (more > 0 ? " and " + more + " more ('-o json' names them)." : ".");
    }

    private static String line(Difference difference) {
        String where = difference.cmdlet() + " -" + difference.parameter() + ": ";
        return switch (difference.kind()) {
            case GONE -> where + "not in the shell";
            case NEW -> where + "not in the catalogue, " + difference.shell() + " in the shell";
            case TYPE, MANDATORY, VALUES ->
                where + difference.catalogue() + " in the catalogue, " + difference.shell() + " in the shell";
        };
    }

    private static Map<String, Object> document(Difference difference) {
        return Map.of(
                "cmdlet", difference.cmdlet(),
                "parameter", difference.parameter(),
                "kind", difference.kind().name().toLowerCase(Locale.ROOT),
                "catalogue", difference.catalogue(),
                "shell", difference.shell());
    }
}
