/** What is known of each cmdlet: parameters, effect, its reading and how the two are compared. */
@NullMarked
package dev.runwright.catalogue;

import org.jspecify.annotations.NullMarked;
