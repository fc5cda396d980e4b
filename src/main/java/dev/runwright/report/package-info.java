/** A run as a report for people who were not there: from its journal alone, as Markdown or HTML. */
@NullMarked
package dev.runwright.report;

import org.jspecify.annotations.NullMarked;
