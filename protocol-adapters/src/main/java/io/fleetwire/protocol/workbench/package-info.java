/**
 * The protocol workbench: bytes somebody recorded, pasted or tapped, taken apart and played through a protocol's own framer and adapter, for people who ask
 * why a device is not understood. It writes nothing anywhere and admits every device. Pure: the clock comes in.
 */
@NullMarked
package io.fleetwire.protocol.workbench;

import org.jspecify.annotations.NullMarked;
