@NullMarked
package io.fleetwire.engine.job.training;

import org.jspecify.annotations.NullMarked;
