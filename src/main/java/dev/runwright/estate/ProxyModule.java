package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The text of a PowerShell module with one function for each cmdlet of a run: the cmdlet's own parameters, and a body that forwards
 * the call to the estate. What a parameter's value must be is left to the estate, so that both ways into it complain alike; only
 * switches have their type, because PowerShell itself gives them their value.
 */
public final class ProxyModule {
    private static final String SAFE = "[A-Za-z][A-Za-z0-9_-]*";

    private final Catalogue catalogue;
    private final Estate estate;
    private final String organisation;

    /** Proxies for the cmdlets that this estate has. */
    public ProxyModule(Catalogue catalogue, Estate estate) {
        this.catalogue = catalogue;
        this.estate = estate;
        this.organisation = estate.organisation();
    }

    /** The module's text, plain ASCII; a cmdlet that the estate does not have gets no function. */
    public String text(Collection<String> cmdlets) {
        List<String> names = new LinkedHashSet<>(cmdlets)
                .stream()
                        .filter(name -> name.matches(SAFE) && estate.offers(name))
                        .toList();
        StringBuilder text = new StringBuilder("# Made for a rehearsal: these cmdlets act on the sandbox estate.\n");
        names.forEach(name -> function(name, text));
        String exported = names.isEmpty() ? "@()" : String.join(", ", names);
        return text.append("Export-ModuleMember -Function ")
                .append(exported)
                .append('\n')
                .toString();
    }

    private void function(String name, StringBuilder text) {
        CmdletFacts facts = catalogue.find(name).orElse(null);
        boolean supports = facts != null && facts.honestWhatIf();
        text.append("function ").append(facts == null ? name : facts.name()).append(" {\n    [CmdletBinding(");
        text.append(
                supports ? "SupportsShouldProcess = $true, PositionalBinding = $false" : "PositionalBinding = $false");
        text.append(")]\n    param(\n        ");
        text.append(String.join(",\n        ", facts == null ? plain(name) : parameters(facts, supports)));
        text.append("\n    )\n    process {\n");
        if (supports) {
            text.append("        if (-not $PSCmdlet.ShouldProcess('the sandbox estate')) { return }\n");
        }
        text.append("        Runwright.Worker\\Invoke-RwEstate $PSCmdlet $PSBoundParameters\n    }\n}\n");
    }

    private List<String> plain(String name) {
        return estate.parametersOf(name).stream()
                .filter(parameter -> parameter.matches(SAFE))
                .map(parameter -> "[object]$" + parameter)
                .toList();
    }

    private List<String> parameters(CmdletFacts facts, boolean supports) {
        List<String> parameters = new ArrayList<>();
        // The documentation gives an alias to two parameters here and there; PowerShell refuses such a function.
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(facts.parameters().keySet());
        for (ParameterFacts parameter : facts.parameters().values()) {
            String lower = parameter.name().toLowerCase(Locale.ROOT);
            boolean given = ParameterCheck.COMMON.contains(lower)
                    || (supports && (lower.equals("whatif") || lower.equals("confirm")));
            if (!given && parameter.name().matches(SAFE) && parameter.where().in(organisation)) {
                parameters.add(parameter(parameter, taken));
            }
        }
        return parameters;
    }

    private static String parameter(ParameterFacts parameter, Set<String> taken) {
        StringBuilder text = new StringBuilder();
        boolean identity = parameter.name().equals("Identity");
        if (identity) {
            text.append(
                    "[Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]");
        }
        List<String> aliases = parameter.aliases().stream()
                .filter(alias -> alias.matches(SAFE) && taken.add(alias))
                .toList();
        if (!aliases.isEmpty()) {
            text.append("[Alias('").append(String.join("', '", aliases)).append("')]");
        }
        return text.append(parameter.isSwitch() ? "[switch]$" : "[object]$")
                .append(parameter.name())
                .toString();
    }
}
