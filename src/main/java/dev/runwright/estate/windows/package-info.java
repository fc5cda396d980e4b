/** The sandbox's Windows computers: features, services, registry, files, installers, restarts, transfers and scanners. */
@NullMarked
package dev.runwright.estate.windows;

import org.jspecify.annotations.NullMarked;
