/** What became of every device's records, as far as a gateway can know: counted per device and day, written to {@code fleet.ledger}. */
@NullMarked
package io.fleetwire.gateway.ledger;

import org.jspecify.annotations.NullMarked;
