/**
 * How events are written on Kafka: topics with their keys and formats as values. Telemetry is Protobuf, a value that begins with <code>{</code> is read
 * as JSON; everything low-volume is JSON. Golden files pin every byte.
 */
@NullMarked
package io.fleetwire.event.wire;

import org.jspecify.annotations.NullMarked;
