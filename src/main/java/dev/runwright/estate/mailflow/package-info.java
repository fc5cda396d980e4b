/** The sandbox's mail flow: queues, tracking, traces, messages in quarantine, restricted senders and the audit log. */
@NullMarked
package dev.runwright.estate.mailflow;

import org.jspecify.annotations.NullMarked;
