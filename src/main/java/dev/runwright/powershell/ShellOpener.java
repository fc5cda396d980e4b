package dev.runwright.powershell;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.RunwrightException;
import dev.runwright.value.Redactor;
import dev.runwright.value.Secret;
import dev.runwright.wire.EstateAnswers;
import dev.runwright.wire.Limits;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.ShellFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a connection's shell and makes it ready: process, boot, modules, connecting command. Stateless. */
final class ShellOpener {
    private final ShellProfile profile;
    private final ShellLimits limits;
    private final Watchdog watchdog;
    private final BridgeChoice bridge;
    private final OutcomeMapping mapping;

    ShellOpener(ShellProfile profile, ShellLimits limits, Watchdog watchdog, BridgeChoice bridge) {
        this.bridge = bridge;
        this.profile = profile;
        this.limits = limits;
        this.watchdog = watchdog;
        this.mapping = new OutcomeMapping(Redactor.of(secrets()), null, true);
    }

    /** The secrets that every call on this connection must hide. */
    List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>();
        for (ShellProfile.Call call :
                new ShellProfile.@Nullable Call[] {profile.connect(), profile.disconnect(), profile.check()}) {
            secrets.addAll(call == null ? List.of() : SecretsIn.values(call.parameters()));
        }
        return secrets;
    }

    /** Opens it; given up when the attempt is cancelled. */
    Opening open(Attempt attempt) {
        ShellSession session;
        try {
            session = new ShellSession(bridge.start(profile, watchdog), watchdog, limits);
        } catch (IOException e) {
            return notOpened(
                    ErrorClass.UNREACHABLE,
                    "cannot be started: " + e.getMessage() + "; install it, or name another in the configuration");
        }
        boolean ready = false;
        Cancellation.Registration stop = attempt.cancellation().onNow(session::kill);
        try {
            Opening opening = makeReady(session, attempt);
            ready = opening instanceof Opening.Opened && session.usable();
            return ready || opening instanceof Opening.NotOpened
                    ? opening
                    : notOpened(ErrorClass.UNREACHABLE, "was stopped while it was opened");
        } finally {
            stop.close();
            if (!ready) {
                session.kill();
                session.close();
            }
        }
    }

    private Opening makeReady(ShellSession session, Attempt attempt) {
        EventRelay relay = new EventRelay(attempt.events(), mapping.redactor());
        Exchange boot = session.boot(BootLine.of(profile.bridge()), relay);
        if (!(boot instanceof Exchange.Replied booted)) {
            String why = why(boot, limits.boot());
            return notOpened(ErrorClass.UNREACHABLE, "did not start: " + why + BootHints.of(why));
        }
        ShellFacts facts = ShellFacts.of(booted.reply());
        Optional<StepError> problem = usePipe(session, facts)
                .or(() -> connect(session, relay))
                .or(() -> profile.connect() == null
                        ? Optional.empty()
                        : invoke(session, profile.connect(), relay, limits.connect(), true));
        relay.finish();
        return problem.<Opening>map(Opening.NotOpened::new).orElseGet(() -> new Opening.Opened(session, facts));
    }

    private Optional<StepError> usePipe(ShellSession session, ShellFacts facts) {
        try {
            if (facts.pipe()) {
                session.child().useRequestPipe();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(sentence(ErrorClass.UNREACHABLE, "does not take requests: " + e.getMessage()));
        }
    }

    private Optional<StepError> connect(ShellSession session, EventRelay relay) {
        EstateAnswers estate = profile.estate();
        String pipe =
                estate == null ? null : session.child().folder().pipe("estate").orElse(null);
        if (estate != null && pipe == null) {
            return Optional.of(sentence(ErrorClass.INVALID, "has a folder for temporary files whose name is too long"));
        }
        Request.Connect request = new Request.Connect(
                session.nextId(),
                profile.modules(),
                profile.allowed(),
                profile.scripts(),
                pipe,
                limitsOf(limits.connect()));
        ShellListener listener = estate == null ? relay : new EstateListener(relay, session, estate);
        return problem(session.send(request, limits.connect(), listener), "is not ready: ");
    }

    /** Invokes a command of the profile; empty if it went well. */
    Optional<StepError> invoke(
            ShellSession session, ShellProfile.Call call, EventRelay relay, Duration limit, boolean baseline) {
        try {
            Request.Invoke request = new Request.Invoke(
                    session.nextId(), call.cmdlet(), call.parameters(), List.of(), baseline, limitsOf(limit));
            return problem(session.send(request, limit, relay), call.cmdlet() + " failed: ");
        } catch (RunwrightException e) {
            return Optional.of(sentence(ErrorClass.INVALID, call.cmdlet() + " failed: " + e.sentence()));
        }
    }

    private Limits limitsOf(Duration limit) {
        return new Limits(limit.toMillis(), limits.grace().toMillis());
    }

    private Optional<StepError> problem(Exchange exchange, String action) {
        String what = action;
        if (exchange instanceof Exchange.Replied replied
                && !replied.reply().why().isEmpty()) {
            what = action + replied.reply().why() + ": ";
        }
        Outcome outcome = mapping.of(exchange, List.of());
        StepError error;
        if (outcome instanceof Outcome.Returned returned) {
            if (returned.reply().errors().isEmpty()) {
                return Optional.empty();
            }
            error = returned.reply().errors().get(0);
        } else if (outcome instanceof Outcome.Failed failed) {
            error = failed.error();
        } else {
            error = outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Unknown) outcome).error();
        }
        return Optional.of(prefixed(error, what));
    }

    private StepError prefixed(StepError error, String what) {
        return new StepError(
                error.kind(), sentence(error.kind(), what + error.message()).message(), null, error.details());
    }

    private static String why(Exchange exchange, Duration limit) {
        if (exchange instanceof Exchange.Lost lost) {
            return lost.loss() == Exchange.Loss.KILLED
                    ? "it did not answer within " + limit.toSeconds() + " s; " + lost.why()
                    : lost.why();
        }
        return exchange instanceof Exchange.NotWritten notWritten ? notWritten.why() : "";
    }

    private Opening notOpened(ErrorClass kind, String what) {
        return new Opening.NotOpened(sentence(kind, what));
    }

    private StepError sentence(ErrorClass kind, String what) {
        String command = profile.command().isEmpty() ? "" : profile.command().get(0);
        String text = "The shell '" + command + "' of connection '" + profile.connection() + "' " + what;
        return StepError.of(kind, mapping.redactor().redact(text.endsWith(".") ? text : text + "."));
    }

    /** Starts answering a sandbox's proxies when the shell says where it listens. */
    private record EstateListener(EventRelay relay, ShellSession session, EstateAnswers answers)
            implements ShellListener {
        @Override
        public void event(ShellEvent event) {
            if (event.kind().equals("estate")) {
                new EstateLink(
                                String.valueOf(event.value()),
                                answers,
                                session.child().words()::noise)
                        .start(session.child().name());
            } else {
                relay.event(event);
            }
        }

        @Override
        public void noise(String line) {
            relay.noise(line);
        }
    }
}
