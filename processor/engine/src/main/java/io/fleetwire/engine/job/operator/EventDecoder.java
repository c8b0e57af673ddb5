package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;

/** Opens an envelope. The address on it counts: it names the vehicle the device is registered for. */
final class EventDecoder {

    private EventDecoder() {}

    static VehicleEvent decode(Envelope envelope) throws MalformedEventException {
        String vehicle = envelope.vehicleId();
        byte[] value = envelope.value();
        try {
            return switch (envelope.kind()) {
                case TELEMETRY -> {
                    Telemetry record = Topics.TELEMETRY_RAW.format().decode(value);
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
}
