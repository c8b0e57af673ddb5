@NullMarked
package io.fleetwire.engine.geo;

import org.jspecify.annotations.NullMarked;
