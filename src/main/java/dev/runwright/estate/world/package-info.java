/** What a part of the sandbox company (Exchange, an update server) and the estate around it say to each other. */
@NullMarked
package dev.runwright.estate.world;

import org.jspecify.annotations.NullMarked;
