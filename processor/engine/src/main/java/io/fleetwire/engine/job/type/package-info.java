/** How records and state cross Flink: every type has a codec of its own, never Kryo. */
@NullMarked
package io.fleetwire.engine.job.type;

import org.jspecify.annotations.NullMarked;
