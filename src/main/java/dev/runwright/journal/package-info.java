/** The append-only truth about runs, as interfaces and records. */
@NullMarked
package dev.runwright.journal;

import org.jspecify.annotations.NullMarked;
