/** What goes back to Kafka at once: alerts, trips, live positions, dead letters. */
@NullMarked
package io.fleetwire.engine.job.sink;

import org.jspecify.annotations.NullMarked;
