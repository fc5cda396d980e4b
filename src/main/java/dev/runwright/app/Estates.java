package dev.runwright.app;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.cli.Refusal;
import dev.runwright.estate.CmdletWorlds;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.estate.tenant.TenantWorld;
import dev.runwright.estate.world.World;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.yaml.PlainData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sandbox companies: their descriptions in YAML, and their state in one file each below the home folder. */
final class Estates {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final HomeFolder home;
    private final Catalogue catalogue;

    Estates(HomeFolder home, Catalogue catalogue) {
        this.home = home;
        this.catalogue = catalogue;
    }

    /** The estate of a description, made from it if it is not there yet. */
    Estate open(EstateDescription description) {
        return Estate.openOrFound(file(description), description, catalogue, worlds());
    }

    /** Where the state of an estate is kept. */
    Path file(EstateDescription description) {
        String name = String.valueOf(Data.text(description.data().get("estate")));
        if (!NAME.matcher(name).matches()) {
            throw Refusal.wrongCall(
                    "bad_estate",
                    description.file() + ": 'estate' must be the company's name, one word, got '" + name + "'.");
        }
        return home.make("estates").resolve(name + ".estate");
    }

    private List<World> worlds() {
        List<World> worlds = new ArrayList<>(CmdletWorlds.over(catalogue));
        worlds.add(new TenantWorld());
        return worlds;
    }

    /**
     * Reads a description.
     *
     * @throws Refusal if it cannot be read
     */
    static EstateDescription describe(Path file) {
        Problems problems = new Problems();
        try {
            SourceText source = SourceText.decode(file.toString(), Files.readAllBytes(file), problems)
                    .orElseThrow(() -> Refusal.wrongFiles(problems.all()));
            return EstateDescription.of(source, text -> data(text, problems));
        } catch (IOException e) {
            throw Refusal.wrongCall("no_estate", "The estate " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    private static Map<String, @Nullable Object> data(SourceText source, Problems problems) {
        Map<String, @Nullable Object> data = PlainData.read(source, problems).orElse(Map.of());
        if (problems.all().stream().anyMatch(Problem::isError)) {
            throw Refusal.wrongFiles(problems.all());
        }
        return data;
    }
}
