package dev.runwright.yaml;

import dev.runwright.model.Input;
import dev.runwright.model.Lock;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads runbooks of language version 1 (design 2). Stateless, thread-safe. */
public final class RunbookReader {
    /**
     * What reading gave.
     *
     * @param runbook what could be read, for further checks; may run only if no problem is an error; null if nothing could be read
     * @param problems all of them, in the order of their places
     * @param scripts name and text of each script file that was read; with them and the source, {@link ScriptFiles#of} reads the
     *     same runbook again without a disk
     */
    public record ReadResult(@Nullable Runbook runbook, List<Problem> problems, Map<String, String> scripts) {
        /** Copies what it is given. */
        public ReadResult {
            problems = List.copyOf(problems);
            scripts = Data.copy(scripts);
        }

        /** Whether a run is refused. */
        public boolean hasErrors() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    /** Reads a file; script files are looked up in its folder. */
    public ReadResult read(Path file) {
        Problems problems = new Problems();
        Optional<SourceText> source = NamedFile.read(file, "runbook", problems);
        Path folder = file.toAbsolutePath().getParent();
        return source.isPresent() && folder != null
                ? read(source.get(), ScriptFiles.in(folder))
                : new ReadResult(null, problems.all(), Map.of());
    }

    /** Reads a text; script files come from {@code files}. */
    public ReadResult read(SourceText source, ScriptFiles files) {
        Problems problems = new Problems();
        Optional<Tree> tree = TreeReader.read(source, problems);
        if (tree.isEmpty()) {
            return new ReadResult(null, problems.all(), Map.of());
        }
        Decoding decoding = new Decoding(problems, files, Labels.of(tree.get()));
        Optional<Fields> fields = NamedFile.fields(decoding, tree.get(), "runbook");
        Runbook runbook = fields.map(found -> runbook(found, source)).orElse(null);
        return new ReadResult(runbook, problems.all(), decoding.scripts());
    }

    private static Runbook runbook(Fields fields, SourceText source) {
        version(fields);
        String name = NamedFile.name(fields, "runbook", source);
        String title = fields.text("title");
        String purpose = fields.text("purpose");
        List<Input> inputs = new InputDecoder(fields.decoding()).decode(fields.mapping("inputs"));
        List<Runbook.Check> checks = checks(fields);
        Lock lock = LockDecoder.decode(fields);
        Duration timeout = fields.span("timeout");
        boolean report = fields.flag("report");
        fields.require("steps", "a list of at least one step");
        List<Step> steps = GroupStepDecoder.steps(fields, "steps");
        List<Step> always = GroupStepDecoder.steps(fields, "always");
        Map<String, Template> outputs = fields.fields("outputs").fields();
        fields.close();
        return new Runbook(
                fields.position(),
                source,
                name,
                title,
                purpose,
                inputs,
                checks,
                lock,
                timeout,
                report,
                steps,
                always,
                outputs);
    }

    static void version(Fields fields) {
        Optional<Tree> version = fields.require("runwright", "the language version, 1");
        if (version.isPresent()
                && !(version.get() instanceof Tree.Scalar scalar
                        && Long.valueOf(1).equals(scalar.value()))) {
            fields.wrong(version.get(), "runwright", "the language version 1");
        }
    }

    private static List<Runbook.Check> checks(Fields fields) {
        Tree tree = fields.take("checks");
        List<Runbook.Check> checks = new ArrayList<>();
        if (tree instanceof Tree.Sequence sequence) {
            for (Tree item : sequence.items()) {
                if (item instanceof Tree.Mapping mapping) {
                    check(new Fields(fields.decoding(), mapping, "a check")).ifPresent(checks::add);
                } else {
                    fields.wrong(item, "checks", "a list of maps with 'that' and 'else'");
                }
            }
        } else if (tree != null) {
            fields.wrong(tree, "checks", "a list of maps with 'that' and 'else'");
        }
        return checks;
    }

    private static Optional<Runbook.Check> check(Fields fields) {
        fields.require("that", "the expression that must hold");
        Expression that = fields.expression("that");
        fields.require("else", "the sentence that is said when it does not hold");
        Template otherwise = fields.textTemplate("else");
        boolean blocks = !"warn".equals(fields.word("level", List.of("block", "warn")));
        fields.close();
        return that == null || otherwise == null
                ? Optional.empty()
                : Optional.of(new Runbook.Check(fields.position(), that, otherwise, blocks));
    }
}
