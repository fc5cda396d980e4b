package dev.runwright.schedule;

import dev.runwright.text.RunwrightException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The openings of schedules as triggers of Quartz: one durable job a schedule, with one trigger at its next opening. In memory, or in the
 * tables of a cluster. Whatever Quartz does, an opening is acted on once, because the listener claims it. Thread-safe.
 */
public final class QuartzTriggers implements AutoCloseable {
    private static final String GROUP = "schedules";

    private final Scheduler scheduler;

    private QuartzTriggers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The triggers of one node on its own. */
    public static QuartzTriggers inMemory(String node, FiringListener listener) {
        return open(
                Map.of(
                        StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME,
                        "runwright-" + node,
                        StdSchedulerFactory.PROP_JOB_STORE_CLASS,
                        "org.quartz.simpl.RAMJobStore"),
                node,
                listener);
    }

    /** The triggers that the nodes of a cluster share: each fires on one of them, and one that dies is taken up by another. */
    public static QuartzTriggers inCluster(QuartzCluster cluster, String node, FiringListener listener) {
        cluster.makeTables();
        return open(cluster.properties(), node, listener);
    }

    private static QuartzTriggers open(Map<String, String> store, String node, FiringListener listener) {
        Properties properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_ID, node);
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.scheduler.interruptJobsOnShutdown", "false");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "20");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        store.forEach(properties::setProperty);
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.getContext().put(OpeningJob.LISTENER, listener);
            return new QuartzTriggers(scheduler);
        } catch (SchedulerException e) {
            throw trouble(e);
        }
    }

    /** From now on openings are fired. */
    public void start() {
        guarded(scheduler::start);
    }

    /** No opening is fired any more; those under way come to their end. */
    public void stop() {
        guarded(scheduler::standby);
    }

    /** A schedule is looked at next at an instant; a trigger that stands there already is left alone. */
    public void set(String schedule, Instant next) {
        JobKey job = JobKey.jobKey(schedule, GROUP);
        guarded(() -> {
            if (!scheduler.checkExists(job)) {
                scheduler.addJob(job(job), true);
            }
            Trigger trigger = scheduler.getTrigger(key(job));
            Date date = trigger == null ? null : trigger.getNextFireTime();
            if (date == null || date.toInstant().toEpochMilli() != next.toEpochMilli()) {
                set(scheduler, job, next);
            }
        });
    }

    /** When a schedule is looked at next; empty if it has no trigger. */
    public Optional<Instant> next(String schedule) {
        try {
            Trigger trigger = scheduler.getTrigger(key(JobKey.jobKey(schedule, GROUP)));
            return Optional.ofNullable(trigger).map(Trigger::getNextFireTime).map(Date::toInstant);
        } catch (SchedulerException e) {
            throw trouble(e);
        }
    }

    /** Takes away the triggers of all other schedules. */
    public void keepOnly(Set<String> schedules) {
        guarded(() -> {
            Set<JobKey> jobs = new TreeSet<>(scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP)));
            for (JobKey job : jobs) {
                if (!schedules.contains(job.getName())) {
                    scheduler.deleteJob(job);
                }
            }
        });
    }

    private static JobDetail job(JobKey key) {
        return JobBuilder.newJob(OpeningJob.class)
                .withIdentity(key)
                .storeDurably()
                .requestRecovery()
                .build();
    }

    private static TriggerKey key(JobKey job) {
        return TriggerKey.triggerKey(job.getName(), job.getGroup());
    }

    /** Sets the one trigger of a job, whether it has one or not. */
    static void set(Scheduler scheduler, JobKey job, Instant next) throws SchedulerException {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key(job))
                .forJob(job)
                .startAt(Date.from(next))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
            scheduler.scheduleJob(trigger);
        }
    }

    /** Some work with Quartz. */
    @FunctionalInterface
    private interface Work {
        void run() throws SchedulerException;
    }

    private static void guarded(Work work) {
        try {
            work.run();
        } catch (SchedulerException e) {
            throw trouble(e);
        }
    }

    private static RunwrightException trouble(SchedulerException e) {
        return new RunwrightException(
                "scheduler", "The triggers of the schedules cannot be used: " + e.getMessage(), e);
    }

    /** Waits for what is under way and ends. */
    @Override
    public void close() {
        guarded(() -> scheduler.shutdown(true));
    }
}
