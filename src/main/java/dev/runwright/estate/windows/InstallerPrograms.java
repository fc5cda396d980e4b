package dev.runwright.estate.windows;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.estate.world.ProgramRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The installers as programs: msiexec, wusa, and packages that install themselves. Stateless. */
final class InstallerPrograms {
    private static final int BAD_COMMAND_LINE = 1639;
    private static final int USAGE = 87;

    private InstallerPrograms() {}

    static List<ProgramRule> programs() {
        return List.of(
                new ProgramRule("msiexec", InstallerPrograms::msiexec),
                new ProgramRule("wusa", InstallerPrograms::wusa),
                new ProgramRule("sus10sp1", (arguments, documents) -> itself("sus10sp1", documents)));
    }

    /** The computer that a program stands for: the one that the description gives it, else the local one. */
    static Document host(String program, Documents documents) {
        Object name = Document.at(documents, Hosts.FACTS).map("ProgramsOn").get(program);
        return name == null ? Hosts.local(documents) : Hosts.answering(documents, name.toString());
    }

    /** What follows a switch; null if it is not there. */
    private static @Nullable String after(List<String> arguments, String... names) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            for (String name : names) {
                if (arguments.get(i).toLowerCase(Locale.ROOT).matches(name)) {
                    return arguments.get(i + 1);
                }
            }
        }
        return null;
    }

    private static ProgramAnswer msiexec(List<String> arguments, Documents documents) {
        Installer installer = new Installer(documents, host("msiexec", documents));
        String install = after(arguments, "/(i|package)", "/(p|update)");
        String remove = after(arguments, "/(x|uninstall)");
        String log = after(arguments, "/l[^=]*");
        int exit = install != null
                ? installer.install(install)
                : remove != null ? installer.uninstall(remove) : BAD_COMMAND_LINE;
        Map<String, String> files = log == null
                ? Map.of()
                : Map.of(log, Installer.log(String.valueOf(install == null ? remove : install), exit));
        return new ProgramAnswer(exit, "", "", files);
    }

    private static ProgramAnswer wusa(List<String> arguments, Documents documents) {
        Installer installer = new Installer(documents, host("wusa", documents));
        String article = arguments.stream()
                .filter(argument -> argument.toLowerCase(Locale.ROOT).startsWith("/kb:"))
                .map(argument -> "KB" + argument.substring("/kb:".length()))
                .findFirst()
                .orElse(null);
        if (arguments.stream().anyMatch("/uninstall"::equalsIgnoreCase)) {
            return ProgramAnswer.of(article == null ? USAGE : installer.uninstall(article), "", "");
        }
        String file = arguments.isEmpty() ? "" : arguments.get(0);
        return ProgramAnswer.of(
                file.toLowerCase(Locale.ROOT).endsWith(".msu") ? installer.install(file) : USAGE, "", "");
    }

    private static ProgramAnswer itself(String program, Documents documents) {
        return ProgramAnswer.of(new Installer(documents, host(program, documents)).install(program + ".exe"), "", "");
    }
}
