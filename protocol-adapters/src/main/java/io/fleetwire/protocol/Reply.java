package io.fleetwire.protocol;

import io.netty.buffer.ByteBuf;

/**
 * What the device hears. The difference between the two is the promise of this gateway: an answer that means "I have it" leaves only after Kafka
 * confirmed the events of the same outcome.
 */
public sealed interface Reply {

    /** The bytes; whoever sends the reply, or drops it, owns them. */
    ByteBuf frame();

    /** Promises nothing: goes out at once (a login's answer, a heartbeat's, a request to the device). */
    record Now(ByteBuf frame) implements Reply {}

    /** Means "stored": goes out after Kafka confirmed the outcome's events and dead letters. */
    record WhenStored(ByteBuf frame) implements Reply {}
}
