/** The service: opens windows, carries waiting runs on, and says how it is. */
@NullMarked
package dev.runwright.serve;

import org.jspecify.annotations.NullMarked;
