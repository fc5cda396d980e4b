/** Rules over a whole runbook, before anything runs. */
@NullMarked
package dev.runwright.check;

import org.jspecify.annotations.NullMarked;
