/** A seeded city fleet that speaks the real protocols and writes down the truth. */
@NullMarked
package io.fleetwire.sim;

import org.jspecify.annotations.NullMarked;
