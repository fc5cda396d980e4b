package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.DidYouMean;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shells of a run, one for each connection: opened on first use, kept over the run's steps, replaced after an outcome in doubt,
 * ended by {@link #close}. Thread-safe; one step at a time in each shell.
 */
public final class PowerShellShells implements Cmdlets, AutoCloseable {
    private final Map<String, ShellSlot> slots = new LinkedHashMap<>();
    private final Watchdog watchdog = new Watchdog();

    /** For the connections of these profiles. Nothing is started yet. */
    public PowerShellShells(Collection<ShellProfile> profiles, ShellLimits limits) {
        profiles.forEach(profile -> slots.put(profile.connection(), new ShellSlot(profile, limits, watchdog)));
    }

    @Override
    public Outcome invoke(Call call, Attempt attempt) {
        return perform(call.connection(), new ShellWork.Command(call), attempt);
    }

    Outcome perform(String connection, ShellWork work, Attempt attempt) {
        ShellSlot slot = slots.get(connection);
        if (slot == null) {
            return new Outcome.NotSent(StepError.of(
                    ErrorClass.INVALID,
                    "There is no connection '" + connection + "' with a shell in this profile. "
                            + DidYouMean.hint(connection, slots.keySet())));
        }
        return slot.perform(work, attempt);
    }

    @Override
    public Map<String, Map<String, Object>> shells() {
        Map<String, Map<String, Object>> known = new LinkedHashMap<>();
        slots.forEach((connection, slot) -> slot.facts().ifPresent(facts -> {
            Map<String, Object> shell = new LinkedHashMap<>();
            shell.put("engine", facts.engine());
            shell.put("version", facts.version());
            known.put(connection, shell);
        }));
        return known;
    }

    /** Kills all shells and all they started, at once, whatever they are doing; a call under way ends as unknown. */
    public void kill() {
        slots.values().forEach(ShellSlot::kill);
    }

    /** Disconnects and ends all shells; what they started is killed. */
    @Override
    public void close() {
        slots.values().forEach(ShellSlot::close);
        watchdog.close();
    }
}
