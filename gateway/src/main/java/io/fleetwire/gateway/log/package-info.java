/** Keeps the log readable when the network is hostile. */
@NullMarked
package io.fleetwire.gateway.log;

import org.jspecify.annotations.NullMarked;
