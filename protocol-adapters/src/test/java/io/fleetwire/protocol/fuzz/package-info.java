/** Bytes that a coverage-guided fuzzer thinks up, and what must hold whatever they are. */
@NullMarked
package io.fleetwire.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
