package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.BigEndian;
import java.time.Instant;

/** AVL records taken apart for people. Reads for itself, bounds and all: a frame that no decoder accepts is what people want to see. */
final class RecordDissector {

    private static final String[] PRIORITIES = {"0 low", "1 high", "2 panic"};
    private static final String[] GENERATIONS = {
        "0 on exit",
        "1 on entrance",
        "2 on both",
        "3 reserved",
        "4 hysteresis",
        "5 on change",
        "6 eventual",
        "7 periodical"
    };

    private final Parts parts;
    private final AvlLayout layout;
    private final IoReader io;

    RecordDissector(Parts parts, AvlLayout layout, AvlDictionary dictionary) {
        this.parts = parts;
        this.layout = layout;
        this.io = new IoReader(dictionary);
    }

    void records(int count) throws Malformed {
        for (int i = 0; i < count; i++) {
            record("records[" + i + "].");
        }
    }

    private void record(String name) throws Malformed {
        byte[] frame = parts.frame();
        parts.require(parts.position() + AvlPacket.FIXED_LENGTH + layout.beforeTotal(), name + "record");
        parts.take(
                8,
                name + "time",
                Instant.ofEpochMilli(BigEndian.s64(frame, parts.position())).toString());
        parts.take(1, name + "priority", named(PRIORITIES, BigEndian.u8(frame, parts.position())));
        parts.take(4, name + "longitude", degrees());
        parts.take(4, name + "latitude", degrees());
        parts.take(2, name + "altitude", BigEndian.s16(frame, parts.position()) + " m");
        parts.number(2, name + "angle", " °");
        int satellites = BigEndian.u8(frame, parts.position());
        parts.take(
                1,
                name + "satellites",
                satellites == 0 ? "0: no fix, the place is the last known one" : "" + satellites);
        parts.number(2, name + "speed", " km/h");
        int eventId = layout.id(frame, parts.position());
        parts.take(layout.idBytes, name + "event", eventId == 0 ? "0: periodic" : eventId + io.name(eventId));
        if (layout.generation) {
            parts.take(1, name + "generation", named(GENERATIONS, BigEndian.u8(frame, parts.position())));
        }
        elements(name);
    }

    private String degrees() {
        return BigEndian.s32(parts.frame(), parts.position()) / AvlRecord.DEGREE + " °";
    }

    private static String named(String[] names, int value) {
        return value < names.length ? names[value] : Integer.toString(value);
    }

    private void elements(String record) throws Malformed {
        long declared = parts.number(layout.countBytes, record + "IO total", "");
        int total = parts.last();
        long found = 0;
        for (int group = 0; group < layout.groupCount(); group++) {
            int width = layout.width(group);
            String kind = width == AvlId.VARIABLE ? "variable length" : width + " bytes";
            long count = parts.number(layout.countBytes, record + "IO count, " + kind, "");
            found += count;
            for (long i = 0; i < count; i++) {
                element(record, width);
            }
        }
        parts.check(total, found == declared);
    }

    private void element(String record, int width) throws Malformed {
        byte[] frame = parts.frame();
        int header = layout.idBytes + (width == AvlId.VARIABLE ? Short.BYTES : 0);
        parts.require(parts.position() + header, record + "IO element");
        int id = layout.id(frame, parts.position());
        int length = width == AvlId.VARIABLE ? BigEndian.u16(frame, parts.position() + layout.idBytes) : width;
        int offset = parts.position() + header;
        parts.require(offset + length, record + "io[" + id + "]");
        parts.take(
                header + length,
                record + "io[" + id + "]" + io.name(id, width),
                io.value(id, width, frame, offset, length));
    }
}
