/**
 * ClickHouse's HTTP interface over the engine: requests, sessions, compression, errors.
 */
@NullMarked
package io.fleetwire.clickhouse.server.http;

import org.jspecify.annotations.NullMarked;
