/** What every protocol must keep, whatever it speaks. A protocol brings a {@link io.fleetwire.protocol.contract.VectorBook}; the tests are in {@code registry}. */
@NullMarked
package io.fleetwire.protocol.contract;

import org.jspecify.annotations.NullMarked;
