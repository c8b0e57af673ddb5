package io.fleetwire.protocol.obddongle;

import io.fleetwire.event.Telemetry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is published, as telemetry. */
final class ObdDongleEvents {

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

    private static Map<String, String> kind(int major, int minor) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("major", Integer.toString(major));
        attributes.put("minor", Integer.toString(minor));
        return attributes;
    }
}
