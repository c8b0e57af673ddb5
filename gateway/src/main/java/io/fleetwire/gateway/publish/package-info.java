/** Events into Kafka: encoded, keyed by vehicle, confirmed or failed within a known time, never blocking whoever publishes. */
@NullMarked
package io.fleetwire.gateway.publish;

import org.jspecify.annotations.NullMarked;
