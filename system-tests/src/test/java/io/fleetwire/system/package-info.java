/** The whole stack, tested from outside: real processes, real sockets, real frames. */
@NullMarked
package io.fleetwire.system;

import org.jspecify.annotations.NullMarked;
