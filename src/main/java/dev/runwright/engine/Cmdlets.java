package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends PowerShell commands to the shell of a connection; opens it when it is first needed and keeps it for the run. */
public interface Cmdlets {
    /** Invokes one command; blocks until it has an outcome. The reply's output is a list of the objects that it gave. */
    Outcome invoke(Call call, Attempt attempt);

    /** What is known of the shells opened so far: connection to {@code engine}, {@code version}. */
    Map<String, Map<String, Object>> shells();

    /**
     * One command.
     *
     * @param connection whose shell
     * @param cmdlet the command's name
     * @param parameters splatted as data; a null value is {@code $null}; may hold secrets
     * @param select properties to keep of each object; empty for all
     */
    record Call(String connection, String cmdlet, Map<String, @Nullable Object> parameters, List<String> select) {
        /** Copies what it is given. */
        public Call {
            parameters = Data.copy(parameters);
            select = List.copyOf(select);
        }
    }
}
