package io.fleetwire.event;

import java.time.Instant;

/** Something that concerns one vehicle. Sealed: a new kind of event must break the compile wherever someone has to care. */
public sealed interface VehicleEvent permits Telemetry, TripEvent, DriverEvent {

    /** The vehicle it belongs to: what Kafka and the engine key by. */
    String vehicleId();

    /** When it happened, by the clock of whoever reported it. */
    Instant at();
}
