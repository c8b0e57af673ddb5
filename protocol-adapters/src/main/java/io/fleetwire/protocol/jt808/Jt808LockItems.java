package io.fleetwire.protocol.jt808;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Items of locks: who opened which, their batteries and states. */
final class Jt808LockItems {

    private static final int PASSWORD_BYTES = 6;
    private static final int LOCKED = 1 << 5;
    private static final int LOCK_BYTES = 5 + 5 + 1 + 2;

    /** {@code *M00}, four characters, then the lock's state, whose third to fifth digit are hundredths of a volt. */
    private static final Pattern STATUS = Pattern.compile("\\*M00.{4}..(\\d{3}).*");

    private Jt808LockItems() {}

    static boolean read(int id, ByteBuf in, Jt808Row row) {
        int length = in.readableBytes();
        return switch (id) {
            case 0x0B -> length >= 1 && length <= 8 && command(in, row);
            case 0x33 -> length > 4 && status(in, row);
            case 0x60 -> event(in, row);
            case 0x63 -> length > 0 && length % 11 == 0 && sealed(in, row);
            case 0x67 -> length == 8 && password(in, row);
            case 0xD5 -> length > 2 && cards(in, row);
            case 0xE8 -> length == 3 && state(in, row);
            default -> false;
        };
    }

    /** What the lock was told, with a card or a password, and whether it did it. */
    private static boolean command(ByteBuf in, Jt808Row row) {
        int length = in.readableBytes();
        row.put("lockCommand", in.readUnsignedByte());
        if (length == 5 || length == 6) {
            row.put("lockCard", in.readUnsignedInt());
        } else if (length >= 1 + PASSWORD_BYTES) {
            row.put("lockPassword", Jt808Fields.text(in, PASSWORD_BYTES, StandardCharsets.US_ASCII));
        }
        if (length % 2 == 0 && in.isReadable()) {
            row.put("unlockResult", in.readUnsignedByte());
        }
        return true;
    }

    private static boolean status(ByteBuf in, Jt808Row row) {
        String text = Jt808Fields.text(in, in.readableBytes(), StandardCharsets.US_ASCII);
        Matcher state = STATUS.matcher(text);
        row.put("lockStatus", text);
        if (state.matches()) {
            row.batteryV(Integer.parseInt(state.group(1)) / 100.0);
        }
        return true;
    }

    /** A card or a lock was used: event, id of the lock in seven bytes, what it was used with. */
    private static boolean event(ByteBuf in, Jt808Row row) {
        int event = in.readUnsignedShort();
        row.put("lockEvent", event);
        if (event >= 0x61 && event <= 0x66 && in.readableBytes() == 15) {
            row.put("lock", Jt808Fields.hex(in, 7));
            row.driverTag(Jt808Fields.text(in, in.readableBytes()));
        } else {
            row.put("lockEventData", Jt808Fields.hex(in, in.readableBytes()));
        }
        return true;
    }

    private static boolean sealed(ByteBuf in, Jt808Row row) {
        for (int i = 1; in.isReadable(); i++) {
            row.put("lock" + i, Jt808Fields.hex(in, 6));
            row.put("lock" + i + "BatteryV", in.readUnsignedShort(), 3);
            row.flag("lock" + i + "Sealed", in.readUnsignedByte() == '1');
            in.skipBytes(2);
        }
        return true;
    }

    private static boolean password(ByteBuf in, Jt808Row row) {
        row.put("lockPassword", Jt808Fields.text(in, in.readableBytes(), StandardCharsets.US_ASCII));
        return true;
    }

    /** A count, then id, card, battery and state of each. */
    private static boolean cards(ByteBuf in, Jt808Row row) {
        int count = in.readUnsignedByte();
        if (in.readableBytes() != count * LOCK_BYTES) {
            return false;
        }
        for (int i = 1; i <= count; i++) {
            row.put("lock" + i, Jt808Fields.hex(in, 5));
            row.put("lock" + i + "Card", Jt808Fields.hex(in, 5));
            row.put("lock" + i + "BatteryPct", in.readUnsignedByte());
            row.flag("lock" + i + "Locked", (in.readUnsignedShort() & LOCKED) == 0);
        }
        return true;
    }

    private static boolean state(ByteBuf in, Jt808Row row) {
        if (row.model() == Jt808Model.JC) {
            return false;
        }
        row.put("lockState", in.readUnsignedMedium());
        return true;
    }
}
