/** The job's operators: load a vehicle, step it, store it, forward what it means. */
@NullMarked
package io.fleetwire.engine.job.operator;

import org.jspecify.annotations.NullMarked;
