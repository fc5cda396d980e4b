package dev.runwright.cli;

import dev.runwright.audit.Evidence;
import dev.runwright.catalogue.Catalogue;
import dev.runwright.display.RunDisplay;
import dev.runwright.engine.Postbox;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunIdentity;
import dev.runwright.engine.World;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.journal.Journal;
import dev.runwright.model.ScriptCheck;
import dev.runwright.schedule.FiringListener;
import dev.runwright.schedule.QuartzTriggers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the commands work with; each part is made when it is asked for, and belongs to who asked. */
public interface Workbench {
    /** The version of this program. */
    String version();

    /** The folder of the installation: shipped runbooks, scripts and examples are below it. */
    Path install();

    /** The time of this machine. */
    Clock clock();

    /** The operating system's user of this process. */
    String actor();

    /**
     * The configuration.
     *
     * @param config the file; null for the nearest one upward from the working folder
     * @throws Refusal if it is wrong, or named and not there
     */
    Settings settings(@Nullable Path config);

    /** A profile on the estate that is shipped. */
    Profile shippedSandbox();

    /**
     * The text of a secret; empty if there is none.
     *
     * @param kind {@code env}, {@code file} or {@code secret}, the last by its name in the profile
     */
    Optional<String> secret(Profile profile, String kind, String name);

    /** What is known of cmdlets. */
    Catalogue catalogue(Settings settings);

    /** Looks at Groovy scripts before they run; loads Groovy only when it is asked. */
    ScriptCheck groovyCheck();

    /** Opens the store of all runs; makes it if it is not there. */
    Journal journal(Settings settings);

    /** Looks at what Runwright needs; nothing that is missing is an exception here. */
    List<Check> examine(@Nullable Path config);

    /** An engine over a journal. */
    RunEngine engine(Settings settings, Journal journal);

    /** This process as runs and nodes know it. */
    RunIdentity identity(Settings settings);

    /** Makes the triggers of a node, by its id. */
    BiFunction<String, FiringListener, QuartzTriggers> triggers(Settings settings);

    /** Whether a person looks at what is written. */
    boolean isTerminal(Terminal terminal);

    /** Ends this process and what it has started at once, as if they were killed. */
    void halt();

    /** Leaves what people answer for runs. */
    Postbox postbox(Settings settings, Journal journal);

    /** Keeps a copy of a file as evidence and gives its SHA-256; empty if it is not there or cannot be read. */
    Optional<String> keepEvidence(Settings settings, Path file);

    /** The evidence that is kept. */
    Evidence evidence(Settings settings);

    /**
     * The description of a profile's estate.
     *
     * @throws Refusal if the profile has none
     */
    EstateDescription describe(Profile profile);

    /** Opens an estate, made from its description if it is not there yet. */
    Estate estate(Settings settings, EstateDescription description);

    /**
     * Opens what a profile reaches.
     *
     * @param commands the PowerShell commands that may be called
     */
    World world(Settings settings, Profile profile, Set<String> commands);

    /** Until that is closed, a world that is closed leaves its shells to the next one of its profile. */
    Kept keepShells();

    /** Something that is kept until this is closed. */
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Asks the shell of a connection which commands it has; nothing is started before it is asked.
     *
     * @throws Refusal if there is no such connection, or no PowerShell
     */
    Inventory inventory(Profile profile, String connection);

    /** Hands a document to those whom a notice names; gives a sentence for each that could not be reached. */
    List<String> tell(Notice notice, String document);

    /** A person's yes or no; empty if nobody sits at a terminal. */
    Optional<Boolean> confirm(String question);

    /**
     * What draws a run: a live tree where {@code terminal}'s output is a terminal that a person sits at, else plain lines.
     *
     * @param json whether the output is for one document; then lines go beside it
     */
    RunDisplay display(Terminal terminal, boolean json);

    /** From now on Ctrl-C asks a run to stop instead of ending this process. */
    Interruption interruption();
}
