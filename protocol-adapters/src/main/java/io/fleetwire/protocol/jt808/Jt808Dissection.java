package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A frame taken apart: fields are found without the escapes, and their offsets are those on the wire. */
final class Jt808Dissection {

    private static final int LENGTH_BITS = 0x3FF;

    /** Offset on the wire of every byte of the content, and of what follows it. */
    private final int[] wire;

    private final ByteBuf content;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private Jt808Dissection(ByteBuf content, int[] wire) {
        this.content = content;
        this.wire = wire;
    }

    static List<Part> of(ByteBuf frame) {
        int size = frame.readableBytes();
        if (size == 0) {
            return List.of();
        }
        if (Jt808Sentence.is(frame)) {
            return List.of(Part.of(0, size, "sentence", frame.toString(StandardCharsets.US_ASCII)));
        }
        try {
            ByteBuf content = Jt808Frame.content(frame);
            if (content.readableBytes() >= Jt808Frame.MIN_CONTENT
                    && content.readableBytes() <= Jt808Frame.MAX_CONTENT) {
                return new Jt808Dissection(content, offsets(frame)).whole(size);
            }
        } catch (Malformed | IndexOutOfBoundsException e) {
            // one part, which says that it is no frame
        }
        return List.of(new Part(0, size, "frame", ByteBufUtil.hexDump(frame), Check.FAILED));
    }

    /** The content is the frame without its flags: a byte behind an escape is one byte with it. */
    private static int[] offsets(ByteBuf frame) {
        int start = frame.readerIndex();
        int[] offsets = new int[frame.readableBytes()];
        int count = 0;
        for (int i = 1; i < frame.readableBytes(); i++) {
            offsets[count++] = i;
            if (frame.getUnsignedByte(start + i) == Jt808Frame.ESCAPE) {
                i++;
            }
        }
        return offsets;
    }

    private List<Part> whole(int size) {
        parts.add(Part.of(0, 1, "begin", "7e"));
        int end = content.readableBytes() - Jt808Frame.CHECKSUM_BYTES;
        Jt808Header header = header(end);
        if (header != null) {
            body(header, end);
        }
        rest("body", end);
        int sum = Jt808Frame.checksum(content, end);
        int declared = content.getUnsignedByte(end);
        add(
                1,
                "checksum",
                sum == declared ? "%02x".formatted(declared) : "%02x, not %02x".formatted(declared, sum),
                sum == declared ? Check.PASSED : Check.FAILED);
        parts.add(Part.of(size - 1, 1, "end", "7e"));
        return parts;
    }

    private @org.jspecify.annotations.Nullable Jt808Header header(int end) {
        Jt808Header header;
        int headerBytes;
        try {
            ByteBuf in = content.duplicate().writerIndex(end);
            header = Jt808Header.read(in);
            headerBytes = in.readerIndex();
        } catch (Malformed | IndexOutOfBoundsException e) {
            return null;
        }
        add(2, "message", Jt808Type.hex(header.type()) + " " + Jt808Type.name(header.type()));
        int length = header.attributes() & LENGTH_BITS;
        boolean agrees = length == end - headerBytes;
        String flags = (header.packets() > 1 ? ", sub-packets" : "")
                + (header.is2019() ? ", 2019" : "")
                + (header.isEncrypted() ? ", encrypted" : "");
        add(2, "attributes", length + " bytes" + flags, agrees ? Check.PASSED : Check.FAILED);
        if (header.is2019()) {
            add(1, "version", Integer.toString(header.version()));
        }
        add(header.number().length() / 2, "terminal", terminal(header));
        int packetBytes = (header.attributes() & (1 << 13)) != 0 && !Jt808Type.isLock(header.type()) ? 4 : 0;
        add(headerBytes - packetBytes - at, "serial", Integer.toString(header.serial()));
        if (packetBytes > 0) {
            add(packetBytes, "packet", header.packet() + " of " + header.packets());
        }
        return header;
    }

    private static String terminal(Jt808Header header) {
        try {
            return header.deviceId();
        } catch (Malformed e) {
            return e.reason();
        }
    }

    private void body(Jt808Header header, int end) {
        if (header.packets() > 1 || header.isEncrypted()) {
            return;
        }
        switch (header.type()) {
            case Jt808Type.LOCATION -> location("", end);
            case Jt808Type.LOCATION_ANSWER, Jt808Type.CONTROL_ANSWER -> {
                number(2, "answer to", end);
                location("", end);
            }
            case Jt808Type.BATCH -> {
                number(2, "count", end);
                number(1, "kind", end);
                batch(2, end);
            }
            case Jt808Type.BATCH_SHORT -> {
                if (end - at == Jt808Codec.BATTERY_BYTES) {
                    number(1, "battery", end);
                    add(Jt808Fields.CLOCK_BYTES, "time", ByteBufUtil.hexDump(content, at, Jt808Fields.CLOCK_BYTES));
                } else {
                    batch(1, end);
                }
            }
            case Jt808Type.REGISTER -> register(header, end);
            case Jt808Type.AUTHENTICATE -> authenticate(header, end);
            case Jt808Type.TRANSPARENT -> {
                number(1, "kind", end);
                rest("data", end);
            }
            case Jt808Type.TERMINAL_ANSWER -> {
                number(2, "answer to", end);
                number(2, "answer to type", end);
                number(1, "result", end);
            }
            default -> {
                // as a whole
            }
        }
    }

    private void batch(int lengthBytes, int end) {
        for (int i = 0; end - at >= lengthBytes; i++) {
            String prefix = "locations[" + i + "].";
            int length = lengthBytes == 1 ? content.getUnsignedByte(at) : content.getUnsignedShort(at);
            boolean fits = length <= end - at - lengthBytes;
            // A location that does not fit is kept as bytes, so nothing has failed.
            add(
                    lengthBytes,
                    prefix + "length",
                    fits ? Integer.toString(length) : length + ", more than there is",
                    fits ? Check.PASSED : Check.NONE);
            if (!fits) {
                rest(prefix + "bytes", end);
                return;
            }
            int partEnd = at + length;
            location(prefix, partEnd);
            rest(prefix + "tail", partEnd);
        }
    }

    private void location(String prefix, int end) {
        if (end - at < Jt808Position.BASIC_BYTES) {
            return;
        }
        long status = content.getUnsignedInt(at + 4);
        add(4, prefix + "alarm", "%08x".formatted(content.getUnsignedInt(at)));
        add(4, prefix + "status", "%08x".formatted(status));
        degrees(prefix + "latitude", (status & Jt808Status.SOUTH) != 0);
        degrees(prefix + "longitude", (status & Jt808Status.WEST) != 0);
        add(2, prefix + "altitude", content.getShort(at) + " m");
        add(2, prefix + "speed", Jt808Fields.decimal(content.getUnsignedShort(at), 1) + " km/h");
        add(2, prefix + "course", content.getUnsignedShort(at) + " °");
        add(Jt808Fields.CLOCK_BYTES, prefix + "time", ByteBufUtil.hexDump(content, at, Jt808Fields.CLOCK_BYTES));
        while (end - at >= 2) {
            int id = content.getUnsignedByte(at);
            int length = content.getUnsignedByte(at + 1);
            if (id == 0 || length > end - at - 2) {
                return;
            }
            add(2 + length, prefix + "item[%02x]".formatted(id), ByteBufUtil.hexDump(content, at + 2, length));
        }
    }

    private void degrees(String name, boolean negative) {
        long units = content.getUnsignedInt(at);
        add(4, name, Jt808Fields.decimal(negative ? -units : units, 6) + " °");
    }

    private void register(Jt808Header header, int end) {
        Jt808Codec.Edition edition = Jt808Codec.Edition.of(header, end - at);
        number(2, "province", end);
        number(2, "city", end);
        text(edition.makerBytes, "maker", end);
        text(edition.modelBytes, "model", end);
        text(edition.idBytes, "terminal id", end);
        number(1, "plate colour", end);
        text(end - at, "plate", end);
    }

    private void authenticate(Jt808Header header, int end) {
        if (!header.is2019()) {
            text(end - at, "token", end);
            return;
        }
        int length = at < end ? content.getUnsignedByte(at) : 0;
        number(1, "token length", end);
        text(length, "token", end);
        text(15, "imei", end);
        text(20, "software", end);
    }

    private void number(int bytes, String name, int end) {
        if (bytes <= end - at) {
            int value = bytes == 1 ? content.getUnsignedByte(at) : content.getUnsignedShort(at);
            boolean type = name.endsWith("type");
            add(bytes, name, type ? Jt808Type.hex(value) : Integer.toString(value));
        }
    }

    private void text(int bytes, String name, int end) {
        if (bytes > 0 && bytes <= end - at) {
            ByteBuf in = content.slice(at, bytes);
            add(bytes, name, Jt808Fields.text(in, bytes));
        }
    }

    private void rest(String name, int end) {
        if (at < end) {
            add(end - at, name, ByteBufUtil.hexDump(content, at, end - at));
        }
    }

    private void add(int bytes, String name, String value) {
        add(bytes, name, value, Check.NONE);
    }

    private void add(int bytes, String name, String value, Check check) {
        parts.add(new Part(wire[at], wire[at + bytes] - wire[at], name, value, check));
        at += bytes;
    }
}
