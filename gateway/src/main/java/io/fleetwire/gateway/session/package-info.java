/** The only place with per-connection state: a conversation drives a protocol adapter, and the reply gate keeps the promise. */
@NullMarked
package io.fleetwire.gateway.session;

import org.jspecify.annotations.NullMarked;
