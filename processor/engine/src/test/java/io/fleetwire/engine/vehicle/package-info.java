@NullMarked
package io.fleetwire.engine.vehicle;

import org.jspecify.annotations.NullMarked;
