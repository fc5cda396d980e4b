package dev.runwright.cli;

import dev.runwright.catalogue.FoundCmdlet;
import java.util.Collection;
import java.util.List;

/** Asks a connection's shell which commands it has. */
public interface Inventory extends AutoCloseable {
    /**
     * The commands of a module, which is loaded first.
     *
     * @param module its name, a path, or a pattern of the names of loaded ones
     * @throws Refusal if the shell cannot be opened or the module cannot be loaded
     */
    List<FoundCmdlet> module(String module);

    /** Those of these commands that are there. */
    List<FoundCmdlet> commands(Collection<String> names);

    /** What answered: engine and version. */
    String shell();

    @Override
    void close();
}
