package io.fleetwire.protocol.obddongle;

import io.fleetwire.event.Telemetry;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is published, as telemetry. */
final class ObdDongleEvents {

    /** Twice as many characters of hex are the longest attribute. */
    private static final int MAX_KEPT_BYTES = Telemetry.MAX_ATTRIBUTE_VALUE / 2;

    private ObdDongleEvents() {}

    /**
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    static Telemetry of(ObdDongleMessage.Located located, String imei, Instant receivedAt) {
        ObdDonglePosition position = located.position();
        Map<String, String> attributes = kind(located.major(), located.minor());
        attributes.put("event", Integer.toString(located.event()));
        if (position.unknown() != 0) {
            attributes.put("unknown", Integer.toString(position.unknown()));
        }
        if (!position.tail().isEmpty()) {
            attributes.put("tail", position.tail());
        }
        return Telemetry.builder(imei, ObdDongleAdapter.ID, position.at().toEpochMilli())
                .receivedAtMs(receivedAt.toEpochMilli())
                .fix(position.fix())
                .attributes(attributes)
                .build();
    }

    /** It has no clock of its own that we could read. */
    static Telemetry of(ObdDongleMessage.Published published, String imei, Instant receivedAt) {
        Map<String, String> attributes = kind(published.major(), published.minor());
        attributes.put("payload", published.payloadHex());
        return Telemetry.builder(imei, ObdDongleAdapter.ID, receivedAt.toEpochMilli())
                .attributes(attributes)
                .build();
    }

    /** A frame whose checksum is right and whose content says nothing that a device may say: its bytes and the reason. */
    static Telemetry unread(ObdDongleFrame frame, String reason, Instant receivedAt) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", "0x%02X".formatted(frame.type()));
        attributes.put("undecoded", reason);
        attributes.put(
                "body", ByteBufUtil.hexDump(frame.payload(), 0, Math.min(frame.payload().length, MAX_KEPT_BYTES)));
        return Telemetry.builder(frame.imei(), ObdDongleAdapter.ID, receivedAt.toEpochMilli())
                .receivedAtMs(receivedAt.toEpochMilli())
                .attributes(attributes)
                .build();
    }

    private static Map<String, String> kind(int major, int minor) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("major", Integer.toString(major));
        attributes.put("minor", Integer.toString(minor));
        return attributes;
    }
}
