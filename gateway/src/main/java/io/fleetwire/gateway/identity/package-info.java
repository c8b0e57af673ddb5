/** Who may talk to us: the device registry, fed by {@code fleet.config}, and those who knocked in vain. */
@NullMarked
package io.fleetwire.gateway.identity;

import org.jspecify.annotations.NullMarked;
