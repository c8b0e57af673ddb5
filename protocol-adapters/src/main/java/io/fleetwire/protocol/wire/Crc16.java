package io.fleetwire.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/** The 16-bit checksums of the trackers. The tables are commons-codec's, taken once: its own object copies one for every checksum. */
public final class Crc16 {

    private static final int[] ARC = org.apache.commons.codec.digest.Crc16.getArcTable();
    private static final int[] X25 = org.apache.commons.codec.digest.Crc16.getIbmSdlcTable();

    private Crc16() {}

    /** CRC-16/ARC, also called IBM: polynomial 0x8005 reflected, initial value 0, no final exclusive or. */
    public static int arc(ByteBuf bytes, int index, int length) {
        return checksum(ARC, 0, bytes, index, length);
    }

    /** CRC-16/X-25, also called CRC-ITU or IBM-SDLC: polynomial 0x1021 reflected, initial value and final exclusive or 0xFFFF. */
    public static int x25(ByteBuf bytes, int index, int length) {
        return checksum(X25, 0xFFFF, bytes, index, length) ^ 0xFFFF;
    }

    private static int checksum(int[] table, int initial, ByteBuf bytes, int index, int length) {
        Register register = new Register(table, initial);
        bytes.forEachByte(index, length, register);
        return register.value;
    }

    private static final class Register implements ByteProcessor {
        private final int[] table;
        private int value;

        private Register(int[] table, int initial) {
            this.table = table;
            this.value = initial;
        }

        @Override
        public boolean process(byte b) {
            value = value >>> 8 ^ table[(value ^ b) & 0xFF];
            return true;
        }
    }
}
