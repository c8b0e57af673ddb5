package io.fleetwire.protocol.queclink;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame taken apart: each field with the comma behind it, by the name its layout gives it. */
final class QueclinkParts {

    /** The end of a field's name says what it counts. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("Mv", "mV"),
            Map.entry("Kmh", "km/h"),
            Map.entry("Deg", "°"),
            Map.entry("Pct", "%"),
            Map.entry("Km", "km"),
            Map.entry("OnS", "s"),
            Map.entry("OffS", "s"),
            Map.entry("gS", "s"),
            Map.entry("altitudeM", "m"),
            Map.entry("temperatureC", "°C"),
            Map.entry("coolantC", "°C"),
            Map.entry("batteryV", "V"),
            Map.entry("Hours", "h"),
            Map.entry("Kg", "kg"),
            Map.entry("rpm", "/min"));

    private QueclinkParts() {}

    static List<Part> of(ByteBuf frame) {
        List<Datagram.Stretch> stretches = Datagram.stretches(frame);
        boolean several = stretches.stream().filter(Datagram.Stretch::message).count() > 1;
        List<Part> parts = new ArrayList<>();
        int message = 0;
        for (Datagram.Stretch stretch : stretches) {
            int offset = stretch.at() - frame.readerIndex();
            ByteBuf bytes = frame.slice(stretch.at(), stretch.length());
            if (stretch.message()) {
                message(bytes, offset, several ? "messages[" + message++ + "]." : "", parts);
            } else {
                parts.add(Part.of(offset, stretch.length(), "padding", ByteBufUtil.hexDump(bytes)));
            }
        }
        return parts;
    }

    private static void message(ByteBuf message, int offset, String prefix, List<Part> parts) {
        if (Binary.isHex(message)) {
            hex(message, offset, prefix, parts);
            return;
        }
        Named named;
        try {
            named = named(message);
        } catch (Malformed e) {
            parts.add(new Part(offset, message.readableBytes(), prefix + "message", e.reason(), Part.Check.FAILED));
            return;
        }
        String[] fields = named.sentence().fields();
        int at = offset;
        for (int i = 0; i < fields.length; i++) {
            boolean last = i == fields.length - 1;
            int length = fields[i].length() + (last ? 0 : 1);
            String name = named.names()[i];
            if (length > 0) {
                parts.add(Part.of(at, length, prefix + (name == null ? "field" + i : name), value(name, fields[i])));
            }
            at += length;
        }
        byte tail = message.getByte(message.writerIndex() - 1);
        parts.add(new Part(at, 1, prefix + "tail", tail == Sentence.TAIL ? "$" : "NUL", Part.Check.PASSED));
    }

    /** The HEX form: header, content, end; the checksum is checked. */
    private static void hex(ByteBuf message, int offset, String prefix, List<Part> parts) {
        int size = message.readableBytes();
        if (size <= Binary.HEADER_BYTES) {
            parts.add(new Part(offset, size, prefix + "message", "cut short", Part.Check.FAILED));
            return;
        }
        parts.add(Part.of(
                offset, 4, prefix + "header", message.toString(message.readerIndex(), 4, StandardCharsets.US_ASCII)));
        try {
            HexMessage read = HexMessage.parse(message);
            ByteBuf in = message.slice();
            parts.add(Part.of(
                    offset + 4,
                    size - 17,
                    prefix + "content",
                    "of " + read.deviceId() + ": " + ByteBufUtil.hexDump(in, 4, size - 17)));
            parts.add(Part.of(offset + size - 13, 7, prefix + "sentAt", ByteBufUtil.hexDump(in, size - 13, 7)));
            parts.add(Part.of(offset + size - 6, 2, prefix + "count", "%04X".formatted(read.number())));
            parts.add(new Part(
                    offset + size - 4,
                    2,
                    prefix + "checksum",
                    ByteBufUtil.hexDump(in, size - 4, 2),
                    Part.Check.PASSED));
            parts.add(new Part(offset + size - 2, 2, prefix + "tail", "0D0A", Part.Check.PASSED));
        } catch (Malformed e) {
            parts.add(new Part(offset + 4, size - 4, prefix + "message", e.reason(), Part.Check.FAILED));
        }
    }

    private static Named named(ByteBuf message) throws Malformed {
        return switch (QueclinkCodec.decode(message, DeviceProfile.DEFAULT)) {
            case QueclinkMessage.Report report -> report.named();
            case QueclinkMessage.CommandTaken taken -> taken.named();
            case QueclinkMessage.Heartbeat heartbeat -> Named.of(heartbeat.sentence(), Model.UNKNOWN);
        };
    }

    private static String value(@Nullable String name, String field) {
        if (field.isEmpty()) {
            return "none";
        }
        String text = new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (name == null || name.equals("header")) {
            return text;
        }
        if (name.endsWith("At") && Clock.ms(field) != Clock.UNSET) {
            String instant = Instant.ofEpochMilli(Clock.ms(field)).toString();
            // The device's own clock may be set to any zone.
            return name.equals("sentAt") ? instant.substring(0, instant.length() - 1) : instant;
        }
        return UNITS.entrySet().stream()
                .filter(unit -> name.endsWith(unit.getKey()))
                .findFirst()
                .map(unit -> text + " " + unit.getValue())
                .orElse(text);
    }
}
