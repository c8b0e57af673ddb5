@NullMarked
package io.fleetwire.engine.anomaly;

import org.jspecify.annotations.NullMarked;
