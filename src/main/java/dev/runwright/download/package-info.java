/** Files from web servers: resumed, checked, and moved into place at once. */
@NullMarked
package dev.runwright.download;

import org.jspecify.annotations.NullMarked;
