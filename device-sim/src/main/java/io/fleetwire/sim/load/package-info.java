/** Trackers that follow a plan, what became of it, and whether everything that was acknowledged is stored. */
@NullMarked
package io.fleetwire.sim.load;

import org.jspecify.annotations.NullMarked;
