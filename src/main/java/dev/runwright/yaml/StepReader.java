package dev.runwright.yaml;

import dev.runwright.model.AssertStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads lists of steps: finds the kind of each, its head and its decoder. Not thread-safe. */
final class StepReader {
    private static final int MOST = 5_000;
    /** Keys that belong to one kind; no misspelt kinds. */
    private static final Set<String> OWN = Set.of(
            "with",
            "body",
            "query",
            "headers",
            "exit",
            "else",
            "rescue",
            "always",
            "only",
            "except",
            "include",
            "if_drifted",
            "show",
            "from",
            "quorum",
            "expires",
            "default",
            "comment",
            "form",
            "evidence",
            "to",
            "sha256",
            "signed_by",
            "size",
            "min_free",
            "redirects",
            "proxy",
            "replace",
            "as",
            "delimiter",
            "fail");

    private static final Map<String, StepDecoder> DECODERS = Stream.of(
                    new CmdletStepDecoder(),
                    new PowerShellStepDecoder(),
                    new ProgramStepDecoder(),
                    new GroovyStepDecoder(),
                    new DownloadStepDecoder(),
                    new ReadStepDecoder(),
                    new NotifyStepDecoder(),
                    new GraphStepDecoder(),
                    new AssertStepDecoder(),
                    new UndoRunStepDecoder(),
                    new WaitStepDecoder(),
                    new ApproveStepDecoder(),
                    new AskStepDecoder(),
                    new ManualStepDecoder(),
                    new RunbookStepDecoder(),
                    new ParallelStepDecoder(),
                    new GroupStepDecoder())
            .collect(Collectors.toUnmodifiableMap(StepDecoder::kind, Function.identity()));
    /** All kinds in the order of the documentation. */
    private static final List<String> KINDS = List.of(
            "cmdlet",
            "powershell",
            "program",
            "groovy",
            "graph",
            "download",
            "read",
            "assert",
            "wait",
            "approve",
            "ask",
            "manual",
            "notify",
            "runbook",
            "undo_run",
            "group",
            "parallel");

    private final Decoding decoding;
    private final HeadDecoder heads;
    private int steps;

    StepReader(Decoding decoding, Labels labels) {
        this.decoding = decoding;
        this.heads = new HeadDecoder(labels);
    }

    List<Step> steps(Tree tree) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            decoding.error(
                    tree.position(),
                    "wrong_type",
                    "Steps are a list, each beginning with '-', got " + tree.words() + ".",
                    "");
            return List.of();
        }
        int room = Math.max(0, MOST - steps);
        if (sequence.items().size() > room) {
            decoding.error(
                    sequence.items().get(room).position(),
                    "too_many_steps",
                    "The runbook has more than " + MOST + " steps.",
                    "");
            return List.of();
        }
        List<Step> found = new ArrayList<>();
        for (Tree item : sequence.items()) {
            if (item instanceof Tree.Mapping mapping) {
                step(mapping).ifPresent(found::add);
            } else {
                decoding.error(
                        item.position(),
                        "wrong_type",
                        "A step is a map with a kind such as 'cmdlet', got " + item.words() + ".",
                        "");
            }
        }
        return List.copyOf(found);
    }

    Optional<Step> step(Tree.Mapping mapping) {
        steps++;
        List<String> kinds =
                mapping.entries().keySet().stream().filter(KINDS::contains).toList();
        if (kinds.size() != 1) {
            wrongKinds(mapping, kinds);
            return Optional.of(placeholder(mapping, heads.bare(mapping)));
        }
        String kind = kinds.get(0);
        Fields fields = new Fields(decoding, mapping, "a step of the kind '" + kind + "'");
        StepDecoder decoder = java.util.Objects.requireNonNull(DECODERS.get(kind));
        StepHead head = heads.decode(fields, kind);
        Step step = decoder.decode(fields, head);
        fields.close();
        return Optional.of(step == null ? placeholder(mapping, heads.bare(mapping)) : step);
    }

    private void wrongKinds(Tree.Mapping mapping, List<String> kinds) {
        String all = String.join(", ", KINDS);
        if (kinds.isEmpty()) {
            String near = mapping.entries().keySet().stream()
                    .filter(key -> !HeadDecoder.KEYS.contains(key) && !OWN.contains(key))
                    .map(key -> DidYouMean.hint(key, KINDS))
                    .filter(hint -> !hint.isEmpty())
                    .findFirst()
                    .orElse("");
            decoding.error(
                    mapping.position(), "no_kind", "The step has no kind; expected one of the keys " + all + ".", near);
            return;
        }
        decoding.error(
                mapping.at(kinds.get(1)),
                "two_kinds",
                "The step has the kinds " + String.join(" and ", kinds) + "; expected one of the keys " + all + ".",
                "Make a step of each.");
    }

    /** Stands for a step that could not be read, so that references to it are not reported too. */
    private static Step placeholder(Tree.Mapping mapping, StepHead head) {
        Expression yes =
                Expression.parse("true", mapping.position(), new Problems()).orElseThrow();
        return new AssertStep(head, yes, new Template.Literal(mapping.position(), ""));
    }
}
