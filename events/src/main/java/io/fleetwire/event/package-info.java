/**
 * What happened, in the fleet's words. Every module speaks these types and none of another's.
 *
 * <p>Conventions: instants are {@link java.time.Instant} or {@code …Ms} (milliseconds since 1970-01-01T00:00:00Z); every physical quantity has its
 * unit in its name; coordinates are WGS 84 degrees, north and east positive. In the high-volume types a quantity the device did not report is
 * {@link io.fleetwire.event.Measure#ABSENT}, never 0.
 */
@NullMarked
package io.fleetwire.event;

import org.jspecify.annotations.NullMarked;
