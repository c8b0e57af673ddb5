/** Writes what really happened, for people and tests to compare with. */
@NullMarked
package io.fleetwire.sim.truth;

import org.jspecify.annotations.NullMarked;
