package dev.runwright.app;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Outcome;
import java.util.Map;
import java.util.TreeMap;

/** Commands by their first word: some are carried out in this process, all others by a shell. */
final class RoutedCmdlets implements Cmdlets {
    private final Cmdlets shells;
    private final Map<String, Cmdlets> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    RoutedCmdlets(Cmdlets shells, Map<String, Cmdlets> own) {
        this.shells = shells;
        this.own.putAll(own);
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        String first = call.cmdlet().split(" ", 2)[0];
        return own.getOrDefault(first, shells).invoke(call, attempt);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        return shells.shells();
    }
}
