package dev.runwright.schedule;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.SchedulerException;

/**
 * What Quartz runs when a trigger fires: the trigger of the next opening is set first, then the listener is told. A node that dies in
 * between is taken up by another one. Made by Quartz.
 */
@DisallowConcurrentExecution
public final class OpeningJob implements Job {
    /** The name of the listener in Quartz's context. */
    static final String LISTENER = "listener";

    /** For Quartz. */
    public OpeningJob() {}

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        JobKey job = context.getJobDetail().getKey();
        try {
            FiringListener listener = (FiringListener)
                    Objects.requireNonNull(context.getScheduler().getContext().get(LISTENER));
            Optional<Instant> next = listener.next(job.getName());
            if (next.isPresent()) {
                QuartzTriggers.set(context.getScheduler(), job, next.get());
            }
            listener.fire(job.getName());
        } catch (SchedulerException e) {
            throw new JobExecutionException(e);
        }
    }
}
