/** The ledger of each device: what the gateways counted against what arrived in ClickHouse. */
@NullMarked
package io.fleetwire.service.ledger;

import org.jspecify.annotations.NullMarked;
