/** The journal in a SQL database. */
@NullMarked
package dev.runwright.store;

import org.jspecify.annotations.NullMarked;
