/** Topics of Kafka read into memory by every gateway for itself: what there was at start-up before the doors open, then what comes. */
@NullMarked
package io.fleetwire.gateway.follow;

import org.jspecify.annotations.NullMarked;
