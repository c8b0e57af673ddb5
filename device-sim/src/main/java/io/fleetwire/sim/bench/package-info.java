/** Load at a constant offered rate, and what became of it: how long acknowledgements took, and whether everything acknowledged is stored. */
@NullMarked
package io.fleetwire.sim.bench;

import org.jspecify.annotations.NullMarked;
