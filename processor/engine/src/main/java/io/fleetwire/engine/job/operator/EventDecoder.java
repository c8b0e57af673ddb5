package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.event.wire.Topics;

/** Opens an envelope. The address on it counts: it names the vehicle the device is registered for. */
final class EventDecoder {

    /** How far the clock of a gateway may be ahead of Kafka's. */
    private static final long MAX_CLOCK_DIFFERENCE_MS = 300_000;

    private EventDecoder() {}

    static VehicleEvent decode(Envelope envelope) throws MalformedEventException {
        String vehicle = envelope.vehicleId();
        byte[] value = envelope.value();
        try {
            return switch (envelope.kind()) {
                case TELEMETRY -> {
                    Telemetry record =
                            received(Topics.TELEMETRY_RAW.format().decode(value), value, envelope.kafkaTimeMs());
                    yield record.vehicleId().equals(vehicle) ? record : record.forVehicle(vehicle);
                }
                case TRIP -> {
                    TripEvent event = Topics.TRIP_EVENTS.format().decode(value);
                    yield event.vehicleId().equals(vehicle) ? event : event.forVehicle(vehicle);
                }
                case DRIVER -> {
                    DriverEvent event = Topics.DRIVER_EVENTS.format().decode(value);
                    yield event.vehicleId().equals(vehicle) ? event : event.forVehicle(vehicle);
                }
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The record with a receive time that can be relied on. The gateway writes Protobuf and says when it received a record; JSON is what others
     * produced, and was received when Kafka got it, whatever it says itself. So was a record that claims to have been received after Kafka had it.
     */
    private static Telemetry received(Telemetry record, byte[] value, long kafkaTimeMs) {
        boolean gateways = !TelemetryJson.isJson(value)
                && record.receivedAtMs() > 0
                && record.receivedAtMs() <= kafkaTimeMs + MAX_CLOCK_DIFFERENCE_MS;
        return gateways ? record : record.receivedAt(kafkaTimeMs);
    }
}
