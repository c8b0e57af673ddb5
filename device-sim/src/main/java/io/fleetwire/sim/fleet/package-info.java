/** Which vehicles there are, what they are made for, and their registration. */
@NullMarked
package io.fleetwire.sim.fleet;

import org.jspecify.annotations.NullMarked;
