/** What a driver's exposure and events amount to. */
@NullMarked
package io.fleetwire.engine.score;

import org.jspecify.annotations.NullMarked;
