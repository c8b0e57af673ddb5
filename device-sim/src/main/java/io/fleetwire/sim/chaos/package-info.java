/** Trackers under load while the stack around them is killed, stopped, cut off and starved, at random from a seed; then the books are compared. */
@NullMarked
package io.fleetwire.sim.chaos;

import org.jspecify.annotations.NullMarked;
