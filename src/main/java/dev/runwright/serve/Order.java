package dev.runwright.serve;

import dev.runwright.journal.Occasion;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Window;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to begin for an opening of a schedule.
 *
 * @param window the window in which it runs
 * @param run the id under which it begins; null until it is settled that this node begins it
 * @param question what a person is asked before its first step; null for nothing
 * @param why what the book says beside its start; null for nothing
 */
public record Order(
        Schedule schedule,
        Window window,
        @Nullable String run,
        @Nullable String question,
        @Nullable String why) {
    /** The opening that it is for. */
    public Occasion occasion() {
        return new Occasion(schedule.name(), window.opening());
    }

    /** The same under an id. */
    Order under(String id) {
        return new Order(schedule, window, id, question, why);
    }
}
