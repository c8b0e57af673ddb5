/**
 * As much SQL as HTTP needs: where an INSERT's text ends and its data begins, and which format a result has.
 */
@NullMarked
package io.fleetwire.clickhouse.server.sql;

import org.jspecify.annotations.NullMarked;
