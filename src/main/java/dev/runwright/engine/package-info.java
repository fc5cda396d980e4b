/** Plans, runs and undoes runbooks; knows steps by their records and the world by ports. */
@NullMarked
package dev.runwright.engine;

import org.jspecify.annotations.NullMarked;
