/**
 * libchdb through the foreign-function API: connections, results, insert streams, and the repair after an unclean stop.
 */
@NullMarked
package io.fleetwire.clickhouse.server.engine;

import org.jspecify.annotations.NullMarked;
