/** The embedded MQTT broker: who may connect, what may be published where, and acknowledged only after Kafka has it. */
@NullMarked
package io.fleetwire.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
