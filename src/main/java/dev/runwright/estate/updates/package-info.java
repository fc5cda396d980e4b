/** The sandbox's update server: synchronisations, approvals and downloads that take their time by the estate's clock. */
@NullMarked
package dev.runwright.estate.updates;

import org.jspecify.annotations.NullMarked;
