package dev.runwright.engine;

import dev.runwright.catalogue.Form;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves the names of recipients to their Guid, each once a run. Thread-safe. */
final class Recipients implements Form.Recipients {
    private final Cmdlets cmdlets;
    private final Attempt attempt;
    private final String connection;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    Recipients(Cmdlets cmdlets, Attempt attempt, String connection) {
        this.cmdlets = cmdlets;
        this.attempt = attempt;
        this.connection = connection;
    }

    @Override
    public Optional<String> resolve(String name) {
        return known.computeIfAbsent(name, this::ask);
    }

    private Optional<String> ask(String name) {
        Cmdlets.Call call = new Cmdlets.Call(connection, "Get-Recipient", Map.of("Identity", name), List.of());
        if (cmdlets.invoke(call, attempt) instanceof Outcome.Returned returned
                && returned.reply().output() instanceof List<?> list
                && list.size() == 1
                && list.get(0) instanceof Map<?, ?> recipient) {
            return Optional.ofNullable(Data.text(Data.get(Data.map(recipient), "Guid")));
        }
        return Optional.empty();
    }
}
