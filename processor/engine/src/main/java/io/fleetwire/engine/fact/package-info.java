/** What the engine found out, each kind with its table in ClickHouse. */
@NullMarked
package io.fleetwire.engine.fact;

import org.jspecify.annotations.NullMarked;
