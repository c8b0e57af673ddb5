/** Addresses: networks, lists of them, and who may come from where. */
@NullMarked
package io.fleetwire.gateway.address;

import org.jspecify.annotations.NullMarked;
