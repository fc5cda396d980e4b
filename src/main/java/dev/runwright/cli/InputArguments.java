package dev.runwright.cli;

import dev.runwright.model.RawInput;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Json;
import dev.runwright.yaml.PlainData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the call says of a runbook's inputs, not yet checked against their types. */
final class InputArguments {
    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            description =
                    "An input; NAME:=JSON for any type; a list by repeating it; a secret as NAME=env:VARIABLE or file:PATH.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-I", "--inputs"},
            paramLabel = "FILE",
            description = "A YAML file of inputs; -i goes before it.")
    private List<Path> files = List.of();

    /**
     * All that was given, by name.
     *
     * @throws Refusal if an argument has no name or is no JSON, or a file cannot be read
     */
    Map<String, RawInput> given() {
        Map<String, RawInput> given = new LinkedHashMap<>();
        files.forEach(file -> read(file).forEach((name, value) -> given.put(name, new RawInput.Plain(value))));
        Map<String, RawInput> own = new LinkedHashMap<>();
        arguments.forEach(argument -> add(argument, own));
        given.putAll(own);
        return given;
    }

    private static void add(String argument, Map<String, RawInput> given) {
        int equals = argument.indexOf('=');
        boolean json = equals > 0 && argument.charAt(equals - 1) == ':';
        String name = equals < 0 ? "" : argument.substring(0, json ? equals - 1 : equals);
        if (name.isEmpty()) {
            throw Refusal.wrongCall(
                    "wrong_input",
                    "-i " + argument + ": expected NAME=VALUE or NAME:=JSON, for example -i ticket=SEC-1.");
        }
        String text = argument.substring(equals + 1);
        if (json) {
            given.put(name, new RawInput.Plain(json(name, text)));
            return;
        }
        List<String> texts = new ArrayList<>();
        if (given.get(name) instanceof RawInput.Texts earlier) {
            texts.addAll(earlier.texts());
        }
        texts.add(text);
        given.put(name, new RawInput.Texts(texts));
    }

    private static @Nullable Object json(String name, String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.wrongCall(
                    "wrong_input",
                    "-i " + name + ":=" + text + " is not JSON; for plain text write " + name + "=" + text + ".");
        }
    }

    private static Map<String, @Nullable Object> read(Path file) {
        Problems problems = new Problems();
        try {
            return SourceText.decode(file.toString(), Files.readAllBytes(file), problems)
                    .flatMap(source -> PlainData.read(source, problems))
                    .orElseThrow(() -> Refusal.wrongFiles(problems.all()));
        } catch (IOException e) {
            throw Refusal.wrongCall(
                    "wrong_input", "The inputs " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }
}
