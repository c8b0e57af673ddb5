/** What carries a car's moments to the gateway: real protocols over real sockets. */
@NullMarked
package io.fleetwire.sim.device;

import org.jspecify.annotations.NullMarked;
