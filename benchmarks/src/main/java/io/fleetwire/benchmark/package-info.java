/** What one core does, measured by JMH: from the bytes of a frame to events, and on to the bytes for Kafka. {@code ./fleet bench codecs} runs it. */
@NullMarked
package io.fleetwire.benchmark;

import org.jspecify.annotations.NullMarked;
