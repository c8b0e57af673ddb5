/** Questions to ClickHouse. It may be away: then they fail with {@link io.fleetwire.service.store.StoreUnavailableException} and everything else goes on. */
@NullMarked
package io.fleetwire.service.store;

import org.jspecify.annotations.NullMarked;
