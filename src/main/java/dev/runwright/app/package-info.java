/** Starts Runwright: the only package that knows the implementations; nothing depends on it. */
@NullMarked
package dev.runwright.app;

import org.jspecify.annotations.NullMarked;
