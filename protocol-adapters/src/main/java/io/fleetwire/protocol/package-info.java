/**
 * The vocabulary every protocol speaks. Bytes become a frame (the framer, the only code that sees incomplete data), a frame becomes a message (the
 * codec), a message becomes an {@link io.fleetwire.protocol.Outcome} (the adapter). All of it is pure: no socket, no clock, no registry.
 *
 * <p>One package per protocol; the packages do not know each other. {@code registry} lists them.
 */
@NullMarked
package io.fleetwire.protocol;

import org.jspecify.annotations.NullMarked;
