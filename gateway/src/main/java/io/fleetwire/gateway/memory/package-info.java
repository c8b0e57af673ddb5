/** Memory, watched. */
@NullMarked
package io.fleetwire.gateway.memory;

import org.jspecify.annotations.NullMarked;
