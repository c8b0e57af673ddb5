package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.wire.BigEndian;
import io.netty.buffer.ByteBufUtil;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bluetooth beacons around the vehicle as text: {@code name=value}, separated by commas, and semicolons between beacons.
 *
 * <pre>
 *  simple list (385)      part of parts, then for each beacon:
 *    flags, above 0F: UUID 16, major 2, minor 2 (iBeacon) | else namespace 10, instance 6 (Eddystone)
 *    RSSI 1 · [flag 2: battery 2, 0.01 V] · [flag 4: temperature 2]
 *  advanced list (548 …)  part of parts, then for each beacon:  length 1, (field 1, length 1, value)*
 * </pre>
 *
 * The temperature of an Eddystone beacon is kept as the number that it is: no document says its scale.
 */
final class Beacons {

    private static final int IBEACON = 0x0F;
    private static final int BATTERY = 1 << 1;
    private static final int TEMPERATURE = 1 << 2;

    /** Of the advertisement's flags: it says that the battery is low; its voltage follows. */
    private static final int ADVERT_LOW = 1 << 6;

    private static final int ADVERT_VOLTAGE = 1 << 7;

    private final byte[] data;
    private final int end;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private Beacons(byte[] data, int offset, int length) {
        this.data = data;
        this.at = offset;
        this.end = offset + length;
    }

    /** Null where the bytes are no such list. */
    static @Nullable String simple(byte[] data, int offset, int length) {
        Beacons beacons = new Beacons(data, offset, length);
        return beacons.begins() && beacons.simple() ? beacons.text.toString() : null;
    }

    /** Null where the bytes are no such list. */
    static @Nullable String advanced(byte[] data, int offset, int length) {
        Beacons beacons = new Beacons(data, offset, length);
        return beacons.begins() && beacons.advanced() ? beacons.text.toString() : null;
    }

    /** The part's number and how many there are; the only part is not worth a word. */
    private boolean begins() {
        if (at == end) {
            return false;
        }
        int part = BigEndian.u8(data, at++);
        if ((part & 0x0F) > 1) {
            add("part", (part >> 4) + "/" + (part & 0x0F));
            next();
        }
        return true;
    }

    private boolean simple() {
        while (at < end) {
            int flags = BigEndian.u8(data, at++);
            int more = ((flags & BATTERY) != 0 ? 2 : 0) + ((flags & TEMPERATURE) != 0 ? 2 : 0);
            boolean ibeacon = flags > IBEACON;
            if (end - at < (ibeacon ? 20 : 16) + 1 + more) {
                return false;
            }
            if (ibeacon) {
                add("uuid", hex(16));
                add("major", u16());
                add("minor", u16());
            } else {
                add("namespace", hex(10));
                add("instance", hex(6));
            }
            add("rssi", data[at++]);
            if ((flags & BATTERY) != 0) {
                add("batteryV", decimal(u16(), 2));
            }
            if ((flags & TEMPERATURE) != 0) {
                add("temperature", u16());
            }
            next();
        }
        return true;
    }

    private boolean advanced() {
        while (at < end) {
            int blockEnd = at + 1 + BigEndian.u8(data, at);
            at++;
            if (blockEnd > end) {
                return false;
            }
            while (at < blockEnd) {
                int valueEnd = at + 2 > blockEnd ? Integer.MAX_VALUE : at + 2 + BigEndian.u8(data, at + 1);
                if (valueEnd > blockEnd) {
                    return false;
                }
                int field = BigEndian.u8(data, at);
                at += 2;
                field(field, valueEnd - at);
                at = valueEnd;
            }
            next();
        }
        return true;
    }

    /** A field of another length than its own, or with a number that is in no document, is kept by its number. */
    private void field(int field, int length) {
        if (field == 2 && length > 0) {
            advert(length);
        } else if (field == 1) {
            add("id", ByteBufUtil.hexDump(data, at, length));
        } else if (field == 5) {
            add("name", name(length));
        } else if (length != lengthOf(field)) {
            add("field" + field, ByteBufUtil.hexDump(data, at, length));
        } else {
            switch (field) {
                case 0 -> add("rssi", data[at]);
                case 6 -> add("temperatureC", decimal((short) u16(), 2));
                case 7 -> add("humidityPct", BigEndian.u8(data, at));
                case 8 -> add("magnet", BigEndian.u8(data, at));
                case 9 -> add("moving", BigEndian.u8(data, at));
                case 10 -> add("movements", u16());
                case 11 -> add("pitchDeg", data[at]);
                case 12 -> add("rollDeg", (short) u16());
                case 13 -> add("lowBattery", BigEndian.u8(data, at));
                case 14 -> add("batteryV", decimal(u16(), 3));
                default -> add("mac", ByteBufUtil.hexDump(data, at, length));
            }
        }
    }

    /** −1: no length is right. */
    private static int lengthOf(int field) {
        return switch (field) {
            case 0, 7, 8, 9, 11, 13 -> 1;
            case 6, 10, 12, 14 -> 2;
            case 15 -> 6;
            default -> -1;
        };
    }

    /** What an EYE beacon advertises: flags, and with bit 7 a voltage in steps of 10 mV above 2 V. */
    private void advert(int length) {
        int flags = BigEndian.u8(data, at);
        if (length == 2 && (flags & ADVERT_VOLTAGE) != 0) {
            add("batteryV", decimal(200L + BigEndian.u8(data, at + 1), 2));
            if ((flags & ADVERT_LOW) != 0) {
                add("lowBattery", 1);
            }
        } else {
            add("advert", ByteBufUtil.hexDump(data, at, length));
        }
    }

    /** What would be read as punctuation here, or is none to show, is an underline. */
    private String name(int length) {
        return new String(data, at, length, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl},;=]", "_");
    }

    private static String decimal(long value, int decimals) {
        return BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
    }

    private String hex(int length) {
        at += length;
        return ByteBufUtil.hexDump(data, at - length, length);
    }

    private int u16() {
        at += 2;
        return BigEndian.u16(data, at - 2);
    }

    private void add(String name, Object value) {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ';';
        text.append(first ? "" : ",").append(name).append('=').append(value);
    }

    private void next() {
        if (at < end) {
            text.append(';');
        }
    }
}
