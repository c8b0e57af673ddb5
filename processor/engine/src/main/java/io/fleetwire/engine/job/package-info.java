/** The Flink job: its graph on one page, its settings, and the ways to run it. */
@NullMarked
package io.fleetwire.engine.job;

import org.jspecify.annotations.NullMarked;
