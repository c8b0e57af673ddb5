/** Sockets: servers, limits, time-outs. Knows no protocol. */
@NullMarked
package io.fleetwire.gateway.net;

import org.jspecify.annotations.NullMarked;
