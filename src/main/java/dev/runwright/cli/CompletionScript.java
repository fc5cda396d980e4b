package dev.runwright.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Scripts for shells, made from the model of all commands. Names of runbooks and runs come from the command {@code names}. */
final class CompletionScript {
    private static final String BASH = """

            # Names of runbooks and runs, which only Runwright itself knows.
            function _runwright_names() {
              _complete_runwright "$@"
              local word=${COMP_WORDS[COMP_CWORD]} what= name= IFS=$' \\n'
              [ "$COMP_CWORD" -ge 2 ] || return 0
              case $word in -*) return 0 ;; esac
              case ${COMP_WORDS[COMP_CWORD-1]} in %s) return 0 ;; esac
              case ${COMP_WORDS[1]} in
            %s
                *) return 0 ;;
              esac
              for name in $("${COMP_WORDS[0]}" names "$what" 2> /dev/null); do
                case $name in "$word"*) COMPREPLY+=("$name") ;; esac
              done
            }
            complete -F _runwright_names -o default runwright
            """;

    private static final String POWERSHELL = """
            # Completion for runwright, for PowerShell 5.1 and newer.
            Register-ArgumentCompleter -Native -CommandName 'runwright', 'runwright.ps1', 'runwright.cmd' -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $words = @{
            %s
                }
                $named = @{
            %s
                }
                $valued = @(%s)
                $values = @{
            %s
                }
                $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
                        ForEach-Object { $_.ToString() })
                $path = ''
                foreach ($word in @($before | Select-Object -Skip 1)) {
                    $longer = "$path $word".Trim()
                    if ($words.ContainsKey($longer)) { $path = $longer }
                }
                if ($valued -contains $before[-1]) {
                    $found = @($values["$path $($before[-1])"])
                } elseif ($wordToComplete.StartsWith('-')) {
                    $found = @($words[$path])
                } else {
                    $found = @($words[$path] | Where-Object { -not $_.StartsWith('-') })
                    if ($named.ContainsKey($path)) { $found += @(& $before[0] names $named[$path] 2> $null) }
                }
                $found | Where-Object { $_ -and $_.StartsWith($wordToComplete, 'OrdinalIgnoreCase') } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """;

    private static final List<String> KINDS = List.of(NamesCommand.RUNBOOK, NamesCommand.RUN);

    private final CommandSpec root;

    CompletionScript(CommandSpec root) {
        this.root = root;
    }

    /** For bash; zsh understands it by its own bashcompinit, which the script starts. */
    String bash() {
        String cases = KINDS.stream()
                .map(kind -> "    " + String.join("|", commandsOf(kind)) + ") what=" + kind + " ;;")
                .collect(Collectors.joining("\n"));
        return AutoComplete.bash(root.name(), root.commandLine())
                + BASH.formatted(String.join("|", optionsWithValues()), cases);
    }

    String powershell() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        words(root, "", words);
        String table = words.entrySet().stream()
                .map(entry -> "        " + quoted(entry.getKey()) + " = @(" + quoted(entry.getValue()) + ")")
                .collect(Collectors.joining("\n"));
        String names = KINDS.stream()
                .flatMap(kind ->
                        commandsOf(kind).stream().map(command -> "        " + quoted(command) + " = " + quoted(kind)))
                .collect(Collectors.joining("\n"));
        List<String> values = new ArrayList<>();
        values(root, "", values);
        return POWERSHELL.formatted(table, names, quoted(optionsWithValues()), String.join("\n", values));
    }

    /** The words that an option may have, where they are known, by command and option. */
    private static void values(CommandSpec command, String path, List<String> values) {
        command.options().stream()
                .filter(option -> option.completionCandidates() != null)
                .flatMap(option -> names(option)
                        .map(name -> "        " + quoted(path + " " + name) + " = @("
                                + quoted(option.completionCandidates()) + ")"))
                .forEach(values::add);
        visible(command).forEach(inner -> values(inner, (path + " " + inner.name()).strip(), values));
    }

    private static void words(CommandSpec command, String path, Map<String, List<String>> words) {
        List<String> own = new ArrayList<>();
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> own.addAll(List.of(option.names())));
        words.put(path, own);
        visible(command).forEach(inner -> {
            own.add(inner.name());
            words(inner, (path + " " + inner.name()).strip(), words);
        });
    }

    private static List<CommandSpec> visible(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .toList();
    }

    /** The commands whose first argument is such a name. */
    private List<String> commandsOf(String kind) {
        return visible(root).stream()
                .filter(command -> command.positionalParameters().stream()
                        .limit(1)
                        .map(PositionalParamSpec::paramLabel)
                        .anyMatch(kind::equals))
                .map(CommandSpec::name)
                .toList();
    }

    private Set<String> optionsWithValues() {
        return visible(root).stream()
                .flatMap(command -> Stream.concat(Stream.of(command), visible(command).stream()))
                .flatMap(command -> command.options().stream())
                .filter(option -> option.arity().max() > 0)
                .flatMap(CompletionScript::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(OptionSpec option) {
        return Stream.of(option.names());
    }

    private static String quoted(Iterable<String> words) {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add(quoted(word)));
        return String.join(", ", quoted);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "''") + "'";
    }
}
