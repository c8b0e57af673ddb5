package io.fleetwire.protocol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a byte array, the most significant byte first; each read is one instruction and its bounds check. */
public final class BigEndian {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** One byte, unsigned. */
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** Two bytes, signed. */
    public static int s16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at);
    }

    /** Two bytes, unsigned. */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    /** Four bytes, signed. */
    public static int s32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    /** Four bytes, unsigned. */
    public static long u32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at) & 0xFFFF_FFFFL;
    }

    /** Eight bytes, signed. */
    public static long s64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** A number of 1, 2, 4 or 8 bytes; unsigned, except that 8 bytes may fill the sign. */
    public static long number(byte[] bytes, int at, int width) {
        return switch (width) {
            case 1 -> u8(bytes, at);
            case 2 -> u16(bytes, at);
            case 4 -> u32(bytes, at);
            default -> s64(bytes, at);
        };
    }
}
