package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.estate.cluster.ClusterWorld;
import dev.runwright.estate.directory.DirectoryWorld;
import dev.runwright.estate.exchange.ExchangeWorld;
import dev.runwright.estate.mailflow.MailflowWorld;
import dev.runwright.estate.updates.UpdatesWorld;
import dev.runwright.estate.windows.WindowsWorld;
import dev.runwright.estate.world.World;
import java.util.List;

/** The parts of the sandbox company that cmdlets reach, in the order in which they are founded. */
public final class CmdletWorlds {
    private CmdletWorlds() {}

    /** All of them; objects have the properties that this catalogue's cmdlets write. */
    public static List<World> over(Catalogue catalogue) {
        return List.of(
                new ExchangeWorld(catalogue),
                new MailflowWorld(),
                new DirectoryWorld(),
                new ClusterWorld(),
                new UpdatesWorld(),
                new WindowsWorld());
    }
}
