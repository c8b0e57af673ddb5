package io.fleetwire.protocol.obddongle;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A frame taken apart. Damage is named and the rest read as far as it goes. */
final class ObdDongleDissection {

    private final ByteBuf bytes;
    private final int start;
    private final int size;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private ObdDongleDissection(ByteBuf bytes) {
        this.bytes = bytes;
        this.start = bytes.readerIndex();
        this.size = bytes.readableBytes();
    }

    static List<Part> of(ByteBuf frame) {
        ObdDongleDissection dissection = new ObdDongleDissection(frame);
        dissection.frame();
        return dissection.parts;
    }

    private void frame() {
        boolean whole = size >= ObdDongleFrame.MIN_BYTES
                && bytes.getUnsignedShort(start) == ObdDongleFrame.START
                && bytes.getUnsignedShort(start + size - ObdDongleFrame.MARKER_BYTES) == ObdDongleFrame.END;
        if (!whole) {
            if (size > 0) {
                add(size, "frame", hex(0, size), Check.FAILED);
            }
            return;
        }
        add(ObdDongleFrame.MARKER_BYTES, "start", "0x5555", Check.NONE);
        add(2, "index", Integer.toString(u16()), Check.NONE);
        String imei = bytes.toString(start + at, ObdDongleFrame.IMEI_BYTES, StandardCharsets.US_ASCII);
        boolean isImei = Imei.isImei(imei);
        add(
                ObdDongleFrame.IMEI_BYTES,
                "imei",
                isImei ? imei : "no IMEI: " + hex(at, ObdDongleFrame.IMEI_BYTES),
                isImei ? Check.NONE : Check.FAILED);
        int type = u8();
        add(1, "type", "0x%02X %s".formatted(type, ObdDongleType.name(type)), Check.NONE);
        int there = size - ObdDongleFrame.MIN_BYTES;
        int declared = u16();
        String length = declared + " bytes";
        add(
                2,
                "length",
                declared == there ? length : length + ", but " + there + " follow",
                declared == there ? Check.PASSED : Check.FAILED);
        payload(type, at + there);
        add(1, "checksum", "0x%02X, its rule is not public".formatted(u8()), Check.NONE);
        add(ObdDongleFrame.MARKER_BYTES, "end", "0xAAAA", Check.PASSED);
    }

    private void payload(int type, int end) {
        if (type == ObdDongleType.PUBLISH || type == ObdDongleType.PUBACK) {
            number("major", end);
            number("minor", end);
        }
        if (type == ObdDongleType.PUBLISH && end - at >= 1 + ObdDonglePosition.BYTES) {
            number("event", end);
            position();
            rest("tail", end);
        }
        rest("payload", end);
    }

    private void position() {
        ObdDonglePosition position = ObdDonglePosition.read(bytes.slice(start + at, ObdDonglePosition.BYTES));
        add(4, "time", position.at().toString(), Check.NONE);
        add(1, "flags", flags(position), Check.NONE);
        // The other 7 of its bits are in the longitude's first byte: a part is whole bytes.
        add(1, "unknown", "%d (15 bits)".formatted(position.unknown()), Check.NONE);
        add(4, "longitude", degrees(position.longitudeDeg(), 180), Check.NONE);
        add(3, "latitude", degrees(position.latitudeDeg(), 90), Check.NONE);
        // What cannot be is kept beside the record and not refused, so no check has failed.
        boolean course = position.course() <= 360;
        add(
                3,
                "speed and course",
                String.format(Locale.ROOT, "%.1f km/h (%.1f mph), ", position.speedKmh(), position.speed() / 10.0)
                        + position.course()
                        + (course ? " °" : " °, which is none"),
                Check.NONE);
    }

    private static String flags(ObdDonglePosition position) {
        return position.satellites() + " satellites, "
                + ((position.flags() & ObdDonglePosition.NORTH) != 0 ? "north, " : "south, ")
                + ((position.flags() & ObdDonglePosition.EAST) != 0 ? "east" : "west")
                + (position.valid() ? "" : ", no fix");
    }

    private static String degrees(double degrees, int most) {
        return String.format(Locale.ROOT, "%.5f °", degrees) + (Math.abs(degrees) > most ? ", which is no place" : "");
    }

    private void number(String name, int end) {
        if (at < end) {
            add(1, name, Integer.toString(u8()), Check.NONE);
        }
    }

    private void rest(String name, int end) {
        if (at < end) {
            add(end - at, name, hex(at, end - at), Check.NONE);
        }
    }

    private int u8() {
        return bytes.getUnsignedByte(start + at);
    }

    private int u16() {
        return bytes.getUnsignedShort(start + at);
    }

    private String hex(int from, int length) {
        return ByteBufUtil.hexDump(bytes, start + from, length);
    }

    private void add(int length, String name, String value, Check check) {
        parts.add(new Part(at, length, name, value, check));
        at += length;
    }
}
