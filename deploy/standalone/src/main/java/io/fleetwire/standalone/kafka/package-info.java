/** A real Apache Kafka (KRaft, one node) in a process of its own. */
@NullMarked
package io.fleetwire.standalone.kafka;

import org.jspecify.annotations.NullMarked;
