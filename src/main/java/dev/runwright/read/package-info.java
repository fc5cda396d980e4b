/** Files as data: JSON, YAML, CSV, XML, text, and the reports of the security scanner. */
@NullMarked
package dev.runwright.read;

import org.jspecify.annotations.NullMarked;
