package dev.runwright.yaml;

import dev.runwright.model.Step;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import dev.runwright.value.TemplateParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the decoders of one file share: where problems go, how values become templates, how steps are read. Not thread-safe. */
final class Decoding {
    private final Problems problems;
    private final TemplateParser templates;
    private final ScriptFiles files;
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final StepReader steps;

    Decoding(Problems problems, ScriptFiles files, Labels labels) {
        this.problems = problems;
        this.templates = new TemplateParser(problems);
        this.files = files;
        this.steps = new StepReader(this, labels);
    }

    Problems problems() {
        return problems;
    }

    void error(Position position, String code, String message, String hint) {
        problems.error(position, code, message, hint.isEmpty() ? null : hint);
    }

    /** The steps of a list. */
    List<Step> steps(Tree tree) {
        return steps.steps(tree);
    }

    /** One step. */
    Optional<Step> step(Tree.Mapping mapping) {
        return steps.step(mapping);
    }

    /** Names and texts of the script files read so far. */
    Map<String, String> scripts() {
        return scripts;
    }

    /** The text of a script file; a problem at {@code position} if it cannot be read. */
    Optional<String> script(String name, Position position) {
        ScriptFiles.Text text = files.read(name);
        if (text.fault() != null) {
            error(position, "script_file", "The script file '" + name + "' cannot be read: " + text.fault() + ".", "");
            return Optional.empty();
        }
        scripts.put(name, text.text());
        return Optional.of(text.text());
    }

    /** Any value as a template; expressions in it are parsed. */
    Template template(Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return scalar.isText()
                    ? templates
                            .parse(scalar.text(), scalar.position(), scalar.marks())
                            .orElse(new Template.Literal(scalar.position(), ""))
                    : new Template.Literal(scalar.position(), scalar.value());
        }
        if (tree instanceof Tree.Sequence sequence) {
            return new Template.Items(
                    sequence.position(),
                    sequence.items().stream().map(this::template).toList());
        }
        return fields((Tree.Mapping) tree);
    }

    /** A map as templates. */
    Template.Fields fields(Tree.Mapping mapping) {
        Map<String, Template> fields = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            fields.put(key, template(entry.value()));
            keys.put(key, entry.key());
        });
        return new Template.Fields(mapping.position(), fields, keys);
    }

    /** A value that is one expression, or the literal true or false. */
    Optional<Expression> expression(String key, Tree tree) {
        if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Boolean value) {
            return Expression.parse(value.toString(), scalar.position(), problems);
        }
        if (tree instanceof Tree.Scalar scalar
                && scalar.isText()
                && scalar.text().contains("${{")) {
            int before = problemCount();
            Optional<Template> template = templates.parse(scalar.text().strip(), scalar.position(), scalar.marks());
            if (template.orElse(null) instanceof Template.Whole whole) {
                return Optional.of(whole.expression());
            }
            if (problemCount() > before) {
                return Optional.empty();
            }
        }
        String got = tree instanceof Tree.Scalar scalar && scalar.isText()
                ? "the text '" + shortened(scalar.text()) + "'"
                : tree.words();
        error(
                tree.position(),
                "expression_expected",
                "'" + key + "' must be one expression, got " + got + ".",
                "Write '" + key + ": ${{ … }}'.");
        return Optional.empty();
    }

    private int problemCount() {
        return problems.all().size();
    }

    static String shortened(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() > 60 ? line.substring(0, 57) + "…" : line;
    }

    /** Each text of a list, or of a single text. */
    List<String> texts(String key, Tree tree) {
        List<Tree> items = tree instanceof Tree.Sequence sequence ? sequence.items() : List.of(tree);
        List<String> texts = new ArrayList<>();
        for (Tree item : items) {
            if (item instanceof Tree.Scalar scalar && scalar.isText()) {
                texts.add(scalar.text());
            } else {
                error(
                        item.position(),
                        "wrong_type",
                        "'" + key + "' must be a list of texts, got " + item.words() + " in it.",
                        "");
            }
        }
        return texts;
    }
}
