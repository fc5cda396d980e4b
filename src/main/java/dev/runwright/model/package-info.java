/** What a runbook says: records with places, made by the reader alone. */
@NullMarked
package dev.runwright.model;

import org.jspecify.annotations.NullMarked;
