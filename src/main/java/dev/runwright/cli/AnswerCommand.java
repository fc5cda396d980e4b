package dev.runwright.cli;

import dev.runwright.cli.QuestionArguments.Desk;
import dev.runwright.cli.QuestionArguments.Said;
import dev.runwright.model.InputBinding;
import dev.runwright.model.InputForm;
import dev.runwright.text.Position;
import dev.runwright.value.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "answer",
        description = "Answer what a run asks, or say that work by hand is done.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright answer last -i days=14",
            "  runwright answer last pull_cable --comment \"port 12\" --evidence photo.jpg"
        })
final class AnswerCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final QuestionArguments question = new QuestionArguments();

    @Mixin
    private final InputArguments inputs = new InputArguments();

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "A file that shows it; a copy is kept by its hash.")
    private @Nullable Path evidence;

    AnswerCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        return question.answer(terminal, workbench, false, this::said).number();
    }

    private Said said(Desk desk, OpenQuestion open) {
        String word = open.asked().kind().equals("manual") ? "done" : "filled_in";
        return new Said(word, values(open, desk), evidence(open, desk.settings()), null);
    }

    private Map<String, @Nullable Object> values(OpenQuestion open, Desk desk) {
        Position place = open.step().started() == null
                ? Position.startOf(open.run().started().source())
                : open.step().started().position();
        Profile its =
                desk.settings().profiles().getOrDefault(open.run().started().profile(), workbench.shippedSandbox());
        InputBinding.Bound bound = InputBinding.bind(
                place,
                InputForm.read(open.asked().form(), place),
                inputs.given(),
                new InputLookup(workbench, desk.journal(), its));
        if (!bound.problems().isEmpty()) {
            throw Refusal.wrongFiles(bound.problems());
        }
        if (bound.values().values().stream().anyMatch(Secret.class::isInstance)) {
            throw Refusal.wrongCall("secret_answer", "An answer is kept in the journal, so it cannot hold a secret.");
        }
        return bound.values();
    }

    private @Nullable String evidence(OpenQuestion open, Settings settings) {
        if (evidence == null) {
            if (open.asked().evidence() != null) {
                throw Refusal.wrongCall(
                        "no_evidence",
                        "Step " + open.step().path() + " wants evidence ("
                                + open.asked().evidence() + "): add --evidence FILE.");
            }
            return null;
        }
        if (!open.asked().kind().equals("manual")) {
            throw Refusal.wrongCall(
                    "no_work",
                    "Step " + open.step().path() + " asks for no work by hand, so there is no --evidence of it.");
        }
        return workbench
                .keepEvidence(settings, evidence)
                .orElseThrow(() -> Refusal.wrongCall(
                        "no_evidence", "The evidence " + evidence + " is not there or cannot be read."));
    }
}
