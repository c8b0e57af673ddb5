/**
 * The embedded ClickHouse: the engine of libchdb in a process of its own, behind ClickHouse's HTTP interface.
 */
@NullMarked
package io.fleetwire.clickhouse.server;

import org.jspecify.annotations.NullMarked;
