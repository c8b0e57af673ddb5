/** Hosts the Flink job in this process where one machine does everything. */
@NullMarked
package io.fleetwire.service.engine;

import org.jspecify.annotations.NullMarked;
