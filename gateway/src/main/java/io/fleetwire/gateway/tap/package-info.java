/** Listening in on a device: copies of its frames on {@code fleet.taps}, for as long as somebody asked for them. Nothing waits for a copy. */
@NullMarked
package io.fleetwire.gateway.tap;

import org.jspecify.annotations.NullMarked;
