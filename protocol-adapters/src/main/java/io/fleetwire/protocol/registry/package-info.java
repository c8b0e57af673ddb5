/** The list of protocols: one line each. The list is the documentation, and works in any packaging. */
@NullMarked
package io.fleetwire.protocol.registry;

import org.jspecify.annotations.NullMarked;
