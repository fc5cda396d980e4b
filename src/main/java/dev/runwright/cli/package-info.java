/** The command line: one class per command, its documents and its exit codes. */
@NullMarked
package dev.runwright.cli;

import org.jspecify.annotations.NullMarked;
