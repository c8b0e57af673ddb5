/** A city and the cars that drive in it: pure and seeded, the same seed drives the same fleet. */
@NullMarked
package io.fleetwire.sim.world;

import org.jspecify.annotations.NullMarked;
