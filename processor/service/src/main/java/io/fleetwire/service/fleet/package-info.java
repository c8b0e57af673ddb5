/** What the fleet consists of: a view of {@code fleet.config} and the only way to write to it. */
@NullMarked
package io.fleetwire.service.fleet;

import org.jspecify.annotations.NullMarked;
