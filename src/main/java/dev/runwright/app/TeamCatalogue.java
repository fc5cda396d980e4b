package dev.runwright.app;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.catalogue.TeamFile;
import dev.runwright.cli.Refusal;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.yaml.PlainData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A team's own facts about cmdlets, in YAML files that the configuration names. */
record TeamCatalogue(List<Path> files) {
    /**
     * The shipped catalogue with the team's files over it.
     *
     * @throws Refusal with all that is wrong in them
     */
    Catalogue over(Path install) {
        Problems problems = new Problems();
        List<TeamFile> team = new ArrayList<>();
        for (Path file : files) {
            team.add(new TeamFile(file.toString(), read(file, problems)));
        }
        Catalogue catalogue = CatalogueFiles.open(install, team, problems);
        if (problems.hasErrors()) {
            throw Refusal.wrongFiles(problems.all());
        }
        return catalogue;
    }

    private static Map<String, @Nullable Object> read(Path file, Problems problems) {
        try {
            Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
            return SourceText.decode(file.toString(), Files.readAllBytes(file), problems)
                    .flatMap(source -> PlainData.read(source, problems))
                    .map(Data::copy)
                    .orElse(nothing);
        } catch (IOException e) {
            throw Refusal.wrongCall(
                    "no_catalogue", "The catalogue " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }
}
