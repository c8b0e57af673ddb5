package io.fleetwire.protocol.fleetjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.Command;
import io.fleetwire.event.Ids;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.AppEvents;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.JsonFields;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code fleet/v1/…}: the JSON of the contract, as it comes over MQTT. */
public final class FleetJsonAdapter implements PayloadAdapter {

    /** The protocol's id. */
    public static final String ID = "fleetjson";

    private static final String PREFIX = "fleet/v1/";
    private static final String TELEMETRY = "telemetry";
    private static final String TRIP = "trip";
    private static final String DRIVER = "event";
    private static final String STATUS = "status";
    private static final Set<String> CHANNELS = Set.of(TELEMETRY, TRIP, DRIVER, STATUS, FleetJsonCommands.RESPONSE);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public @Nullable Route route(String topic) {
        if (!topic.startsWith(PREFIX)) {
            return null;
        }
        String[] levels = topic.substring(PREFIX.length()).split("/", 2);
        if (levels.length != 2 || !Ids.isId(levels[0]) || !CHANNELS.contains(levels[1])) {
            return null;
        }
        return new Route(levels[0], levels[1], levels[1].equals(STATUS));
    }

    @Override
    public List<VehicleEvent> receive(Route route, byte[] payload, Instant receivedAt) throws Malformed {
        String device = route.deviceId();
        try {
            return switch (route.channel()) {
                case TELEMETRY -> List.of(TelemetryJson.decode(telemetry(payload, receivedAt), device, ID));
                case TRIP -> List.of(AppEvents.decodeTrip(payload, device).forVehicle(device));
                case DRIVER -> List.of(AppEvents.decodeDriver(payload, device).forVehicle(device));
                case STATUS -> status(payload);
                case FleetJsonCommands.RESPONSE -> {
                    FleetJsonCommands.response(read(payload));
                    yield List.of();
                }
                default -> throw new Malformed("no such channel: " + route.channel());
            };
        } catch (MalformedEventException e) {
            throw new Malformed(e.reason());
        }
    }

    @Override
    public List<CommandForm> commands() {
        return FleetJsonCommands.FORMS;
    }

    @Override
    public CommandTopics commandTopics(String deviceId) {
        return new CommandTopics(
                PREFIX + deviceId + "/" + FleetJsonCommands.REQUEST,
                PREFIX + deviceId + "/" + FleetJsonCommands.RESPONSE);
    }

    @Override
    public byte[] command(Command command) throws Malformed {
        return FleetJsonCommands.request(command);
    }

    @Override
    public @Nullable CommandAnswer answer(Route route, byte[] payload) throws Malformed {
        if (!route.channel().equals(FleetJsonCommands.RESPONSE)) {
            return null;
        }
        try {
            return FleetJsonCommands.response(read(payload));
        } catch (MalformedEventException e) {
            throw new Malformed(e.reason());
        }
    }

    /** What only the gateway knows is the gateway's to say. */
    private static JsonFields telemetry(byte[] payload, Instant receivedAt) throws MalformedEventException {
        JsonFields fields = read(payload);
        ObjectNode node = ((ObjectNode) fields.node()).without(List.of("vehicleId", "protocol"));
        return new JsonFields(node.put("receivedAt", receivedAt.toEpochMilli()), "");
    }

    private static List<VehicleEvent> status(byte[] payload) throws MalformedEventException {
        if (read(payload).bool("online") == null) {
            throw new MalformedEventException("online is required");
        }
        return List.of();
    }

    private static JsonFields read(byte[] payload) throws MalformedEventException {
        try {
            JsonNode node = Json.mapper().readTree(payload);
            return JsonFields.of(node);
        } catch (IOException e) {
            throw new MalformedEventException("not JSON: " + Json.reason(e));
        }
    }
}
