/** Distances, directions and areas on the earth; WGS 84 degrees in, metres out. */
@NullMarked
package io.fleetwire.engine.geo;

import org.jspecify.annotations.NullMarked;
