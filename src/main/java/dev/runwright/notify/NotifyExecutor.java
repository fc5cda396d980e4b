package dev.runwright.notify;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.Effect;
import dev.runwright.model.NotifyStep;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Pending;

/** Does {@code notify:} steps: final, for a message that was sent is read. Thread-safe. */
public final class NotifyExecutor implements StepExecutor<NotifyStep> {
    private final Messenger messenger;

    /** Sends by {@code messenger}: the profile's channels, or an estate's outbox. */
    public NotifyExecutor(Messenger messenger) {
        this.messenger = messenger;
    }

    @Override
    public Class<NotifyStep> kind() {
        return NotifyStep.class;
    }

    @Override
    public Action prepare(NotifyStep step, StepContext context) {
        Message message = new Message(step.way(), step.channel(), step.message().render(context.scope()));
        boolean pending = message.content().values().stream().anyMatch(Pending.class::isInstance);
        String fault = pending ? null : message.fault();
        if (fault != null) {
            throw new EvaluationException(step.message().position(), fault, null);
        }
        return new NotifyAction(message, messenger);
    }

    private record NotifyAction(Message message, Messenger messenger) implements Action {
        @Override
        public String call() {
            String whom =
                    message.to().isEmpty() ? "through " + message.channel() : "to " + String.join(", ", message.to());
            String what = message.text("subject").isEmpty() ? message.text("text") : message.text("subject");
            return message.way() + " " + whom
                    + (what.isEmpty() ? "" : ": " + what.lines().findFirst().orElse(""));
        }

        @Override
        public Effect effect() {
            return Effect.FINAL;
        }

        @Override
        public Outcome perform(Attempt attempt) {
            return messenger.send(message, attempt);
        }
    }
}
