/** Groovy scripts with a closed binding, which is no sandbox: they are trusted code. */
@NullMarked
package dev.runwright.groovy;

import org.jspecify.annotations.NullMarked;
