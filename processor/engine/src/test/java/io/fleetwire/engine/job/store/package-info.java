@NullMarked
package io.fleetwire.engine.job.store;

import org.jspecify.annotations.NullMarked;
