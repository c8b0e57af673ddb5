/** Labelled faults: what is reported differs from what is true, and the truth says so. */
@NullMarked
package io.fleetwire.sim.fault;

import org.jspecify.annotations.NullMarked;
