/** Everything that draws a run: plain lines, the live tree of a terminal, and the tree of a run that is over. */
@NullMarked
package dev.runwright.display;

import org.jspecify.annotations.NullMarked;
