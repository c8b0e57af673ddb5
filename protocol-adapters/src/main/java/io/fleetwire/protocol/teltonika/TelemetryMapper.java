package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.teltonika.IoAttributes.Kept;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.fleetwire.protocol.wire.BigEndian;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a packet mean in the fleet's words. Every IO element ends in a typed field or, under {@code io_<id>}, in the attributes; the first one
 * that fills a field has it (engine speed comes from OBD as 36 and from CAN as 85), a reading that the device itself calls absent ends nowhere.
 *
 * <p>One walk over the bytes: elements that are more than an attribute are looked at, the others only marked and written as text when somebody asks.
 */
final class TelemetryMapper {

    /** What a fix accepts; the two bytes of the wire reach further. */
    private static final int LOWEST_ALTITUDE_M = -20_000;

    private static final int MAX_SPEED_KMH = 1_000;
    private static final int FULL_CIRCLE_DEG = 360;

    /** Elements up to this length have a text that fits in one attribute, as bytes too. */
    private static final int MAX_IN_ONE_ATTRIBUTE = (Telemetry.MAX_ATTRIBUTE_VALUE - 2) / 2;

    private static final HexFormat TAG = HexFormat.of().withUpperCase();

    private final String imei;
    private final AvlPacket packet;
    private final byte[] data;
    private final AvlLayout layout;
    private final FamilyDictionary dictionary;
    private final long receivedAtMs;
    private final Kept kept;

    /** The number of the next IO element, counted through the packet. */
    private int element;

    /** What the current record said so far. */
    private final Readings readings = new Readings();

    private final SeenIds seen = new SeenIds();
    private int start;
    private int firstElement;
    private int eventId;
    private boolean placed;
    private int attributes;
    private boolean oversized;

    private TelemetryMapper(String imei, FamilyDictionary dictionary, AvlPacket packet, long receivedAtMs) {
        this.imei = imei;
        this.packet = packet;
        this.data = packet.data();
        this.layout = packet.layout();
        this.dictionary = dictionary;
        this.receivedAtMs = receivedAtMs;
        this.kept = new Kept(packet, dictionary);
    }

    /** A packet's records as telemetry, in its order. */
    static List<VehicleEvent> telemetry(String imei, FamilyDictionary dictionary, AvlPacket packet, long receivedAtMs) {
        TelemetryMapper mapper = new TelemetryMapper(imei, dictionary, packet, receivedAtMs);
        if (packet.size() == 1) {
            return List.of(mapper.record(packet.start(0)));
        }
        VehicleEvent[] events = new VehicleEvent[packet.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = mapper.record(packet.start(i));
        }
        return List.of(events);
    }

    /** A message of the device as telemetry without a fix: it is shown and stored like a record. */
    static Telemetry telemetry(String imei, Text text, long receivedAtMs) {
        Attributes attributes = new Attributes();
        byte[] payload = text.payload().getBytes(StandardCharsets.ISO_8859_1);
        String name = "codec" + text.codec();
        attributes.put(name, IoText.ofText(payload, 0, payload.length));
        attributes.put(name + "_type", Integer.toString(text.type()));
        if (text.imei() != null && !text.imei().endsWith(imei)) {
            attributes.put(name + "_imei", text.imei());
        }
        Long sentAtMs = text.timeMs();
        return Telemetry.builder(imei, TeltonikaAdapter.ID, sentAtMs == null ? receivedAtMs : sentAtMs)
                .receivedAtMs(receivedAtMs)
                .attributes(attributes.values())
                .build();
    }

    private Telemetry record(int at) {
        start = at;
        firstElement = element;
        int latE7 = packet.latE7(start);
        int lonE7 = packet.lonE7(start);
        // 0,0 is what a device says that has had no fix since it was switched on.
        placed = (latE7 | lonE7) != 0 && !IoAttributes.isImpossible(latE7, lonE7);
        eventId = packet.eventId(start);
        attributes = IoAttributes.circumstanceCount(packet, start);
        oversized = false;
        readings.clear();
        seen.clear();
        elements();
        return new Telemetry(
                imei,
                imei,
                TeltonikaAdapter.ID,
                packet.timeMs(start),
                receivedAtMs,
                placed ? fix(latE7, lonE7) : null,
                readings.ignition(),
                readings.get(Field.ODOMETER_M),
                readings.engine(),
                readings.power(),
                readings.acceleration(),
                readings.signals(),
                readings.dtcs(),
                readings.driverTag(),
                attributes());
    }

    private Fix fix(int latE7, int lonE7) {
        int altitudeM = packet.altitudeM(start);
        int speedKmh = packet.speedKmh(start);
        int angleDeg = packet.angleDeg(start);
        int satellites = packet.satellites(start);
        return new Fix(
                latE7 / AvlRecord.DEGREE,
                lonE7 / AvlRecord.DEGREE,
                satellites > 0,
                altitudeM >= LOWEST_ALTITUDE_M ? altitudeM : Measure.ABSENT,
                speedKmh <= MAX_SPEED_KMH ? speedKmh : Measure.ABSENT,
                angleDeg <= FULL_CIRCLE_DEG ? angleDeg : Measure.ABSENT,
                satellites,
                readings.get(Field.HDOP),
                Measure.ABSENT);
    }

    private Map<String, String> attributes() {
        if (attributes == 0) {
            return Map.of();
        }
        Map<String, String> lazy = new IoAttributes(kept, start, firstElement, attributes);
        if (!oversized) {
            return lazy;
        }
        Attributes split = new Attributes();
        lazy.forEach(split::put);
        return split.values();
    }

    private void elements() {
        int at = packet.firstGroup(start);
        for (int group = 0; group < layout.groupCount(); group++) {
            int width = layout.width(group);
            int count = layout.count(data, at);
            at += layout.countBytes;
            at = width == AvlId.VARIABLE || width > AvlLayout.LARGEST_NUMBER
                    ? bytes(at, count, width)
                    : numbers(at, count, width);
        }
    }

    private int numbers(int from, int count, int width) {
        @Nullable AvlId[] special = dictionary.special(width);
        int at = from;
        for (int i = 0; i < count; i++) {
            int id = layout.id(data, at);
            at += layout.idBytes;
            AvlId known = id < special.length ? special[id] : null;
            if (known == null || !isRead(known, at)) {
                keep(id);
            }
            at += width;
            element++;
        }
        return at;
    }

    private int bytes(int from, int count, int width) {
        @Nullable AvlId[] special = dictionary.special(AvlId.VARIABLE);
        int at = from;
        for (int i = 0; i < count; i++) {
            int id = layout.id(data, at);
            at += layout.idBytes;
            int length = width;
            if (width == AvlId.VARIABLE) {
                length = BigEndian.u16(data, at);
                at += Short.BYTES;
            }
            AvlId known = width == AvlId.VARIABLE && id < special.length ? special[id] : null;
            if (known == null || !readings.dtcs(data, at, length)) {
                keep(id);
                oversized |= length > MAX_IN_ONE_ATTRIBUTE;
            }
            at += length;
            element++;
        }
        return at;
    }

    /** Whether the element is done with: it filled a field, or it is no reading. */
    private boolean isRead(AvlId known, int at) {
        long raw = BigEndian.number(data, at, known.width());
        long signed = known.signed(raw);
        if (known.isAbsent(signed)) {
            return true;
        }
        Signal signal = known.signal(raw);
        if (signal != null && (!known.onlyAsEvent() || known.id() == eventId)) {
            readings.signal(signal);
        }
        Field field = known.field();
        if (field == null || (field == Field.HDOP && !placed)) {
            return false;
        }
        return field == Field.DRIVER_TAG
                ? readings.driverTag(TAG.toHexDigits(signed))
                : readings.fill(field, known.value(signed));
    }

    /** The element is an attribute. Of two with the same id, the later one counts. */
    private void keep(int id) {
        if (!seen.add(id) || !dropEarlier(id)) {
            attributes++;
        }
        kept.keep(element);
    }

    private boolean dropEarlier(int id) {
        IoCursor cursor = kept.cursor(start);
        for (int earlier = firstElement; earlier < element && cursor.next(); earlier++) {
            if (cursor.id() == id && kept.isKept(earlier)) {
                kept.drop(earlier);
                return true;
            }
        }
        return false;
    }
}
