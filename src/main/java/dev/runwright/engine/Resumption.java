package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.journal.StepView;
import dev.runwright.value.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a run up again that a process has left, or that stands still: what it goes by, and what it has behind it. */
final class Resumption {
    private final Journal journal;
    private final RunIdentity identity;
    private final Vault vault;
    private final ResumeRequest request;

    Resumption(Journal journal, RunIdentity identity, Vault vault, ResumeRequest request) {
        this.journal = journal;
        this.identity = identity;
        this.vault = vault;
        this.request = request;
    }

    /**
     * Refuses what cannot be driven again here; gives what it began with.
     *
     * @throws RefusedException with the reason
     */
    RunStarted check(RunView run, World world) {
        if (run.end() != null) {
            throw RefusedException.ended(run.run(), run.state());
        }
        String state = new Standing(journal).state(run);
        if (state.endsWith("undone")) {
            throw RefusedException.ended(run.run(), state);
        }
        if (!run.started().world().equals(world.name())) {
            throw RefusedException.otherWorldToResume(run.run(), run.started().world(), world.name());
        }
        for (ResumeRequest.Decision decision : request.decisions()) {
            StepView step = run.steps().get(decision.path());
            if (step == null || !step.isOpen()) {
                throw RefusedException.notOpen(run, decision.path());
            }
        }
        return run.started();
    }

    /** Writes that the run goes on and what was decided, takes what was posted; gives the entries as they are then. */
    List<Recorded> begin(RunWriter writer, List<Recorded> before) {
        Definition definition = request.definition();
        Beginnings kept = new Beginnings(journal, identity);
        List<JournalEntry> added = new ArrayList<>();
        added.add(new RunResumed(
                identity.process(),
                request.origin().actor(),
                request.origin().reason(),
                request.origin().ticket(),
                definition == null
                        ? null
                        : journal.keep(definition.runbook().source().text()),
                definition == null ? Map.of() : kept.files(definition.scripts()),
                definition == null ? List.of() : kept.pinned(definition),
                request.origin().occasion()));
        request.decisions()
                .forEach(decision -> added.add(new StepDecided(
                        decision.path(),
                        decision.word(),
                        request.origin().actor(),
                        request.origin().reason())));
        added.forEach(writer::append);
        writer.commit();
        added.addAll(writer.renew());
        return with(before, added);
    }

    /** The entries as the journal has them now, without reading all of it again. */
    private static List<Recorded> with(List<Recorded> before, List<JournalEntry> added) {
        List<Recorded> all = new ArrayList<>(before);
        Recorded last = before.get(before.size() - 1);
        added.forEach(entry -> all.add(new Recorded(last.run(), last.sequence() + 1, last.time(), entry, "", "")));
        return all;
    }

    /**
     * The inputs of the run, secrets from where they were kept or from the request.
     *
     * @throws RefusedException if a secret is missing, or is another one than the run began with
     */
    Map<String, @Nullable Object> inputs(RunStarted started, String run) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>(started.inputs());
        started.secrets().forEach((name, fingerprint) -> {
            Secret secret = request.secrets().containsKey(name)
                    ? request.secrets().get(name)
                    : vault.find(run, "inputs." + name).orElse(null);
            if (secret == null) {
                throw RefusedException.secretLost(run, "the secret input '" + name + "'");
            }
            if (!identity.fingerprint().apply(secret.reveal()).equals(fingerprint)) {
                throw RefusedException.otherSecret(run, name);
            }
            inputs.put(name, secret);
        });
        return inputs;
    }

    /** The secrets among inputs. */
    static List<Secret> secrets(Map<String, @Nullable Object> inputs) {
        List<Secret> secrets = new ArrayList<>();
        inputs.values().forEach(value -> {
            if (value instanceof Secret secret) {
                secrets.add(secret);
            }
        });
        return secrets;
    }
}
