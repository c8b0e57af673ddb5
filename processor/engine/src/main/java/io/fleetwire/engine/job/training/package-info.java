/** Training a model from recorded telemetry, and saying how good it is. */
@NullMarked
package io.fleetwire.engine.job.training;

import org.jspecify.annotations.NullMarked;
