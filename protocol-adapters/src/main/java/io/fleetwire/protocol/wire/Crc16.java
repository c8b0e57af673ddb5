package io.fleetwire.protocol.wire;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 16-bit checksums of the trackers, eight bytes at a time ("slicing by 8", Kounavis and Berry 2005): what a byte does to the register is linear, so the
 * effects of eight bytes are looked up in eight tables and added. The first table of each is commons-codec's.
 */
public final class Crc16 {

    private static final Crc16 ARC = new Crc16(org.apache.commons.codec.digest.Crc16.getArcTable());
    private static final Crc16 X25 = new Crc16(org.apache.commons.codec.digest.Crc16.getIbmSdlcTable());

    private static final int SLICES = 8;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** At {@code 256 * n + b}: what a byte {@code b} leaves in the register after {@code n} more bytes. */
    private final char[] tables = new char[SLICES * 256];

    private Crc16(int[] first) {
        for (int b = 0; b < 256; b++) {
            tables[b] = (char) first[b];
        }
        for (int i = 256; i < tables.length; i++) {
            int before = tables[i - 256];
            tables[i] = (char) (before >>> 8 ^ tables[before & 0xFF]);
        }
    }

    /** CRC-16/ARC, also called IBM: polynomial 0x8005 reflected, initial value 0, no final exclusive or. */
    public static int arc(ByteBuf bytes, int index, int length) {
        return ARC.checksum(0, bytes, index, length);
    }

    /** The same of an array. */
    public static int arc(byte[] bytes, int index, int length) {
        return ARC.checksum(0, bytes, index, length);
    }

    /** CRC-16/X-25, also called CRC-ITU or IBM-SDLC: polynomial 0x1021 reflected, initial value and final exclusive or 0xFFFF. */
    public static int x25(ByteBuf bytes, int index, int length) {
        return X25.checksum(0xFFFF, bytes, index, length) ^ 0xFFFF;
    }

    /** The same of an array. */
    public static int x25(byte[] bytes, int index, int length) {
        return X25.checksum(0xFFFF, bytes, index, length) ^ 0xFFFF;
    }

    private int checksum(int initial, ByteBuf bytes, int index, int length) {
        if (bytes.hasArray()) {
            return checksum(initial, bytes.array(), bytes.arrayOffset() + index, length);
        }
        int register = initial;
        int at = index;
        int end = index + length;
        for (; at <= end - SLICES; at += SLICES) {
            register = eight(register, bytes.getLongLE(at));
        }
        for (; at < end; at++) {
            register = one(register, bytes.getByte(at));
        }
        return register;
    }

    private int checksum(int initial, byte[] bytes, int index, int length) {
        int register = initial;
        int at = index;
        int end = index + length;
        for (; at <= end - SLICES; at += SLICES) {
            register = eight(register, (long) LONGS.get(bytes, at));
        }
        for (; at < end; at++) {
            register = one(register, bytes[at]);
        }
        return register;
    }

    private int one(int register, byte b) {
        return register >>> 8 ^ tables[(register ^ b) & 0xFF];
    }

    /** The first byte is the lowest of {@code bytes}: seven more follow it. */
    private int eight(int register, long bytes) {
        long b = bytes ^ register;
        int low = (int) b;
        int high = (int) (b >>> 32);
        return tables[7 * 256 + (low & 0xFF)]
                ^ tables[6 * 256 + (low >>> 8 & 0xFF)]
                ^ tables[5 * 256 + (low >>> 16 & 0xFF)]
                ^ tables[4 * 256 + (low >>> 24)]
                ^ tables[3 * 256 + (high & 0xFF)]
                ^ tables[2 * 256 + (high >>> 8 & 0xFF)]
                ^ tables[256 + (high >>> 16 & 0xFF)]
                ^ tables[high >>> 24];
    }
}
