/** Programs of this machine by argument list, never by shell text. */
@NullMarked
package dev.runwright.program;

import org.jspecify.annotations.NullMarked;
