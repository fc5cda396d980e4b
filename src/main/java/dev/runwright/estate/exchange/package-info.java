/** The sandbox's Exchange organisation: what its cmdlets read, change and complain of. */
@NullMarked
package dev.runwright.estate.exchange;

import org.jspecify.annotations.NullMarked;
