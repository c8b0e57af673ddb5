/** What several protocols put on the wire in the same way. Hex is {@link java.util.HexFormat} and {@link io.netty.buffer.ByteBufUtil#hexDump}. */
@NullMarked
package io.fleetwire.protocol.wire;

import org.jspecify.annotations.NullMarked;
