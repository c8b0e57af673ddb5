/** Who may talk to us: the device registry, fed by {@code fleet.config}, and the unknown devices that were refused. */
@NullMarked
package io.fleetwire.gateway.identity;

import org.jspecify.annotations.NullMarked;
