/** What goes over the bridge between this program and a shell, for both of its ends. */
@NullMarked
package dev.runwright.wire;

import org.jspecify.annotations.NullMarked;
