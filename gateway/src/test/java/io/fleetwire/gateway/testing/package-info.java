/** What several tests of the gateway need: a real Kafka, a running gateway, a protocol of lines, clients. */
@NullMarked
package io.fleetwire.gateway.testing;

import org.jspecify.annotations.NullMarked;
