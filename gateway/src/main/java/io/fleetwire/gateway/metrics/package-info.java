/** What is counted and measured. */
@NullMarked
package io.fleetwire.gateway.metrics;

import org.jspecify.annotations.NullMarked;
