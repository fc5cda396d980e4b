/** The sandbox company's Exchange servers: a group with copies of databases, their components, and their maintenance. */
@NullMarked
package dev.runwright.estate.cluster;

import org.jspecify.annotations.NullMarked;
