@NullMarked
package io.fleetwire.engine.job.source;

import org.jspecify.annotations.NullMarked;
