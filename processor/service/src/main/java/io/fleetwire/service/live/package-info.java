/** Positions, alerts and trips on their way to screens: newest values, conflated per screen, with latency measured at the socket. */
@NullMarked
package io.fleetwire.service.live;

import org.jspecify.annotations.NullMarked;
