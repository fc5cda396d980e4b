/** When windows open and close: cron and words, time zones, calendars; the only user of Quartz and of iCal4j. */
@NullMarked
package dev.runwright.schedule;

import org.jspecify.annotations.NullMarked;
