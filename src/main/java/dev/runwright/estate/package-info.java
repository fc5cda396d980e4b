/** The sandbox company: its file, its clock, its faults, and the two ways in. */
@NullMarked
package dev.runwright.estate;

import org.jspecify.annotations.NullMarked;
