package dev.runwright.yaml;

import dev.runwright.text.FileTrouble;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What runbooks and schedules have in common as files: a map that says its own name, which is the file's. Stateless. */
final class NamedFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private NamedFile() {}

    /** The text of a file; empty after a problem. */
    static Optional<SourceText> read(Path file, String kind, Problems problems) {
        try {
            return SourceText.read(file, file.toString(), problems);
        } catch (IOException e) {
            problems.error(
                    Position.startOf(file.toString()),
                    "unreadable",
                    "The " + kind + " cannot be read: " + FileTrouble.of(e) + ".",
                    null);
            return Optional.empty();
        }
    }

    /** The entries of the whole document; empty after a problem. */
    static Optional<Fields> fields(Decoding decoding, Tree tree, String kind) {
        if (tree instanceof Tree.Mapping mapping) {
            return Optional.of(new Fields(decoding, mapping, "the " + kind));
        }
        decoding.error(tree.position(), "wrong_type", "A " + kind + " is a map, got " + tree.words() + ".", "");
        return Optional.empty();
    }

    /** The name that the key {@code kind} gives, which must be the file's. */
    static String name(Fields fields, String kind, SourceText source) {
        Optional<Tree> tree = fields.require(kind, "the " + kind + "'s name, as the file is called");
        String file = source.name().replace('\\', '/');
        String expected = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
        if (tree.isEmpty()) {
            return expected;
        }
        String name = tree.get() instanceof Tree.Scalar scalar ? scalar.text() : "";
        if (!NAME.matcher(name).matches()) {
            fields.wrong(tree.get(), kind, "a name of lower-case letters, digits, '-' and '_'");
        } else if (!name.equals(expected)) {
            fields.decoding()
                    .error(
                            tree.get().position(),
                            "name_differs",
                            "The " + kind + " is called '" + name + "', its file '" + expected + ".yaml'.",
                            "Make the two equal.");
        }
        return name;
    }
}
