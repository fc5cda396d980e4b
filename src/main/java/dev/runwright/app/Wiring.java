package dev.runwright.app;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.cli.Check;
import dev.runwright.cli.Interruption;
import dev.runwright.cli.Profile;
import dev.runwright.cli.Settings;
import dev.runwright.cli.Workbench;
import dev.runwright.engine.Definition;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.store.SqlJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the parts together: the one place that says which implementation stands behind which interface. */
final class Wiring implements Workbench {
    private final Surroundings surroundings;

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static Wiring ofThisProcess() {
        return new Wiring(Surroundings.ofThisProcess());
    }

    @Override
    public String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public Path install() {
        return surroundings.install();
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }

    @Override
    public String actor() {
        return Actor.ofThisProcess();
    }

    @Override
    public Settings settings(@Nullable Path config) {
        Path estate = install().resolve("examples/estates/contoso.yaml");
        return new Settings(
                null,
                surroundings.home(),
                List.of(install().resolve("runbooks")),
                List.of(),
                Settings.SANDBOX,
                Map.of(Settings.SANDBOX, Profile.onEstate(Settings.SANDBOX, estate)));
    }

    @Override
    public Catalogue catalogue(Settings settings) {
        return CatalogueFiles.open(install());
    }

    @Override
    public Journal journal(Settings settings) {
        return SqlJournal.open(new HomeFolder(settings.home()).make().resolve("runwright.db"), clock());
    }

    @Override
    public List<Check> examine(@Nullable Path config) {
        return new Doctor(this, surroundings).examine(config);
    }

    @Override
    public RunEngine engine(Journal journal) {
        return new RunEngine(journal, Wiring::definition, ProcessIdentity.of(clock(), version()), clock());
    }

    private static Definition definition(String source, String text, Map<String, String> scripts, String catalogue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public World world(Settings settings, Profile profile, Set<String> commands) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Interruption interruption() {
        return new Signals();
    }
}
