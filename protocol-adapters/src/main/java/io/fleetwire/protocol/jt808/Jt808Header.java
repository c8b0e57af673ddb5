package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * What every message begins with.
 *
 * @param attributes bits 0–9 length of the body, 10–12 encryption, 13 sub-packets, 14 the header is that of 2019
 * @param version the 2019 header's byte, or {@link #NO_VERSION}
 * @param number the terminal's number as on the wire, in hex: 12 digits, 20 in the 2019 header
 * @param packets how many sub-packets the message was cut into; 1: it was not
 * @param packet which of them this is, from 1
 */
public record Jt808Header(int type, int attributes, int version, String number, int serial, int packets, int packet) {

    static final int NO_VERSION = -1;

    /** 2 + 2 + 1 + 10 + 2 + 4: the longest there is. */
    static final int MAX_BYTES = 21;

    static final int MAX_BODY_BYTES = 0x3FF;

    private static final int ENCRYPTION = 0x1C00;
    private static final int SUB_PACKETS = 0x2000;
    private static final int VERSION_2019 = 0x4000;

    /** Locks only: the sender wants an answer. */
    private static final int ANSWER_WANTED = 0x8000;

    private static final int NUMBER_BYTES = 6;
    private static final int NUMBER_BYTES_2019 = 10;

    /** The header at the reader index, which then stands at the body. */
    static Jt808Header read(ByteBuf in) throws Malformed {
        int type = in.readUnsignedShort();
        int attributes = in.readUnsignedShort();
        boolean lock = Jt808Type.isLock(type);
        boolean is2019 = !lock && (attributes & VERSION_2019) != 0;
        int version = is2019 ? in.readUnsignedByte() : NO_VERSION;
        int numberBytes = is2019 ? NUMBER_BYTES_2019 : NUMBER_BYTES;
        String number = ByteBufUtil.hexDump(in, in.readerIndex(), numberBytes);
        in.skipBytes(numberBytes);
        int serial = lock ? in.readUnsignedByte() : in.readUnsignedShort();
        boolean cut = !lock && (attributes & SUB_PACKETS) != 0;
        int packets = cut ? in.readUnsignedShort() : 1;
        int packet = cut ? in.readUnsignedShort() : 1;
        if (packet < 1 || packet > packets) {
            throw new Malformed("sub-packet " + packet + " of " + packets);
        }
        return new Jt808Header(type, attributes, version, number, serial, packets, packet);
    }

    void write(ByteBuf out) {
        out.writeShort(type).writeShort(attributes);
        if (version != NO_VERSION) {
            out.writeByte(version);
        }
        out.writeBytes(ByteBufUtil.decodeHexDump(number));
        if (Jt808Type.isLock(type) || type == Jt808Type.LOCK_REPLY) {
            out.writeByte(serial);
        } else {
            out.writeShort(serial);
        }
        if (packets > 1) {
            out.writeShort(packets).writeShort(packet);
        }
    }

    /** A header for the same terminal, in the same version, of a message that is not cut. */
    Jt808Header of(int otherType, int otherSerial, int bodyBytes) {
        int bits = bodyBytes | (version == NO_VERSION ? 0 : VERSION_2019);
        return new Jt808Header(otherType, bits, version, number, otherSerial, 1, 1);
    }

    int bodyBytes() {
        return attributes & MAX_BODY_BYTES;
    }

    boolean isEncrypted() {
        return (attributes & ENCRYPTION) != 0 && !Jt808Type.isLock(type);
    }

    boolean is2019() {
        return version != NO_VERSION;
    }

    boolean wantsAnswer() {
        return (attributes & ANSWER_WANTED) != 0;
    }

    /**
     * The id that is printed on the device. A number of decimal digits is that, without the zeros that fill the field. Jimi's devices put the first 14
     * digits of their IMEI there as one binary number, recognised by a digit above 9: it is completed by its check digit.
     *
     * @throws Malformed where the field is neither
     */
    String deviceId() throws Malformed {
        if (number.chars().allMatch(Character::isDigit)) {
            String digits = number.replaceFirst("^0+", "");
            return digits.isEmpty() ? "0" : digits;
        }
        if (number.length() != 2 * NUMBER_BYTES) {
            throw new Malformed("the terminal's number has a digit above 9: " + number);
        }
        long imei = Long.parseLong(number, 16);
        return "" + imei + checkDigit(imei);
    }

    /** Luhn, as in every IMEI. */
    private static int checkDigit(long digits) {
        int sum = 0;
        boolean doubled = true;
        for (long rest = digits; rest > 0; rest /= 10) {
            int digit = (int) (rest % 10) * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            doubled = !doubled;
        }
        return (10 - sum % 10) % 10;
    }
}
