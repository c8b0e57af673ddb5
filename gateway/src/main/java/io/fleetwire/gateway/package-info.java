/** The gateway: sockets in front, Kafka behind, and between them the promise that what was acknowledged is stored. */
@NullMarked
package io.fleetwire.gateway;

import org.jspecify.annotations.NullMarked;
