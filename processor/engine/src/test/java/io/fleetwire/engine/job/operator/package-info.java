@NullMarked
package io.fleetwire.engine.job.operator;

import org.jspecify.annotations.NullMarked;
