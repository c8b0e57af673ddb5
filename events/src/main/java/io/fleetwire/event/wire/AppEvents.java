package io.fleetwire.event.wire;

import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Measure;
import io.fleetwire.event.TripEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two forms of driver apps. A device that is known from elsewhere (an MQTT topic names it) overrides what the message says. */
public final class AppEvents {

    static final WireFormat<TripEvent> TRIP = new WireFormat<>() {
        private final WireFormat<TripEvent> json = Json.of(TripEvent.class);

        @Override
        public byte[] encode(TripEvent value) {
            return json.encode(value);
        }

        @Override
        public TripEvent decode(byte[] bytes) throws MalformedEventException {
            return decodeTrip(bytes, null);
        }
    };

    static final WireFormat<DriverEvent> DRIVER = new WireFormat<>() {
        private final WireFormat<DriverEvent> json = Json.of(DriverEvent.class);

        @Override
        public byte[] encode(DriverEvent value) {
            return json.encode(value);
        }

        @Override
        public DriverEvent decode(byte[] bytes) throws MalformedEventException {
            return decodeDriver(bytes, null);
        }
    };

    private AppEvents() {}

    /**
     * A trip event; its vehicle is the one it names, else the device.
     *
     * @param deviceId the device by which it came; null: the one it names
     * @throws MalformedEventException naming the field that is missing or wrong
     */
    public static TripEvent decodeTrip(byte[] bytes, @Nullable String deviceId) throws MalformedEventException {
        JsonFields f = fields(bytes);
        String device = deviceId == null ? f.required("deviceId") : deviceId;
        String vehicle = f.text("vehicleId");
        try {
            return new TripEvent(
                    device,
                    vehicle == null ? device : vehicle,
                    f.text("driverId"),
                    kind(TripEvent.Kind.class, f),
                    at(f),
                    f.text("tripId"),
                    f.text("orderId"),
                    f.text("stopId"),
                    coordinate(f, "lat"),
                    coordinate(f, "lon"),
                    f.text("note"));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A driver event; its vehicle is the one it names, else the device, else the driver.
     *
     * @param deviceId the device by which it came; null: the one it names, if any
     * @throws MalformedEventException naming the field that is missing or wrong
     */
    public static DriverEvent decodeDriver(byte[] bytes, @Nullable String deviceId) throws MalformedEventException {
        JsonFields f = fields(bytes);
        String driver = f.required("driverId");
        String device = deviceId == null ? f.text("deviceId") : deviceId;
        String vehicle = f.text("vehicleId");
        try {
            return new DriverEvent(
                    driver,
                    device,
                    vehicle != null ? vehicle : device != null ? device : driver,
                    kind(DriverEvent.Kind.class, f),
                    at(f),
                    coordinate(f, "lat"),
                    coordinate(f, "lon"),
                    f.text("note"));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    private static JsonFields fields(byte[] bytes) throws MalformedEventException {
        try {
            return JsonFields.of(Json.mapper().readTree(bytes));
        } catch (IOException e) {
            throw new MalformedEventException("not JSON: " + Json.reason(e));
        }
    }

    private static <E extends Enum<E>> E kind(Class<E> type, JsonFields f) throws MalformedEventException {
        String name = f.required("event").toUpperCase(Locale.ROOT);
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("event: no such event");
        }
    }

    private static Instant at(JsonFields f) throws MalformedEventException {
        Instant at = f.instant("at");
        if (at == null) {
            throw new MalformedEventException("at is required");
        }
        return at;
    }

    private static @Nullable Double coordinate(JsonFields f, String name) throws MalformedEventException {
        double value = f.number(name);
        return Measure.has(value) ? value : null;
    }
}
