/** What comes from Kafka: records on their way to their vehicle, and the fleet's configuration. */
@NullMarked
package io.fleetwire.engine.job.source;

import org.jspecify.annotations.NullMarked;
