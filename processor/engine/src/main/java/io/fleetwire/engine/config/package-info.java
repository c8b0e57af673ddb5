/** What the engine is told: thresholds, and what the fleet consists of. */
@NullMarked
package io.fleetwire.engine.config;

import org.jspecify.annotations.NullMarked;
