/** Facts on their way into ClickHouse: rows, batches, the outbox they wait in and the loader that empties it. */
@NullMarked
package io.fleetwire.engine.job.store;

import org.jspecify.annotations.NullMarked;
