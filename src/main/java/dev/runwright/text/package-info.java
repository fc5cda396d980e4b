/** Places in files and what is wrong there. */
@NullMarked
package dev.runwright.text;

import org.jspecify.annotations.NullMarked;
