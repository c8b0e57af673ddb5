@NullMarked
package io.fleetwire.engine.score;

import org.jspecify.annotations.NullMarked;
