/** Run-time values: data, expressions over it, its exact and its plain form as text, secrets. */
@NullMarked
package dev.runwright.value;

import org.jspecify.annotations.NullMarked;
