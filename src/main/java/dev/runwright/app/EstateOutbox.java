package dev.runwright.app;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.estate.Estate;
import dev.runwright.notify.Message;
import dev.runwright.notify.Messenger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of a rehearsal: each is kept in the estate's outbox and sent to nobody. */
record EstateOutbox(Estate estate) implements Messenger {
    @Override
    public Outcome send(Message message, Attempt attempt) {
        Map<String, @Nullable Object> data = message.toData();
        Estate.Requested<Boolean> requested = estate.request(
                "notify " + message.way(),
                false,
                documents -> {
                    documents.put(String.format("outbox/%06d", documents.next()), data);
                    return true;
                },
                kept -> "kept");
        if (requested.fault() == null) {
            return new Outcome.Returned(Reply.of(Map.of("kept", true)));
        }
        StepError error = StepError.of(ErrorClass.UNREACHABLE, "The estate's fault: " + requested.fault() + ".");
        return requested.fault().before() ? new Outcome.NotSent(error) : new Outcome.Unknown(error);
    }
}
