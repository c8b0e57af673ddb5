/** The pure vehicle: one event in, a new state and what it means out. No clock, no I/O, no logger. */
@NullMarked
package io.fleetwire.engine.vehicle;

import org.jspecify.annotations.NullMarked;
