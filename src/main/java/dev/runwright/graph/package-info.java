/** Microsoft Graph: the client, its tokens, and the calls of steps that go through it. */
@NullMarked
package dev.runwright.graph;

import org.jspecify.annotations.NullMarked;
