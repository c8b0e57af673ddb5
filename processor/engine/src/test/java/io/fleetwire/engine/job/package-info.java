@NullMarked
package io.fleetwire.engine.job;

import org.jspecify.annotations.NullMarked;
