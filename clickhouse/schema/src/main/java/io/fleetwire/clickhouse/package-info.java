/** The tables of the fleet in ClickHouse: migrations that make them, queries that read them. Both are SQL files. */
@NullMarked
package io.fleetwire.clickhouse;

import org.jspecify.annotations.NullMarked;
