package io.fleetwire.protocol;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A command as the device hears it.
 *
 * @param frame the bytes; whoever sends them, or drops them, owns them
 * @param reference what the device's answer will carry; null: its protocol has nothing like it, so that the next answer is taken for the one
 */
public record CommandFrame(ByteBuf frame, @Nullable String reference) {}
