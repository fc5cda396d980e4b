/** The audit trail: the journal read again, and checked. */
@NullMarked
package dev.runwright.audit;

import org.jspecify.annotations.NullMarked;
