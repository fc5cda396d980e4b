/** Messages to people: mail, Teams, Slack and webhooks. */
@NullMarked
package dev.runwright.notify;

import org.jspecify.annotations.NullMarked;
