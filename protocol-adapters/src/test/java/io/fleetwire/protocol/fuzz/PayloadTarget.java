package io.fleetwire.protocol.fuzz;

import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.PayloadAdapter.Route;
import io.fleetwire.protocol.contract.AdapterHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A message form of MQTT. The first byte of an input chooses the topic. */
record PayloadTarget(PayloadAdapter adapter) implements Target {

    private static final List<String> TOPICS = List.of(
            "fleet/v1/VAN-7/telemetry",
            "fleet/v1/VAN-7/trip",
            "fleet/v1/VAN-7/event",
            "fleet/v1/VAN-7/status",
            "owntracks/anna/phone");

    private static final List<String> PAYLOADS = List.of("""
            {"deviceTime":"2026-11-21T10:00:00.000Z","fix":{"lat":52.5163,"lon":13.3777,"valid":true,"altitudeM":35,"speedKmh":48.2,"headingDeg":271,\
            "satellites":11,"hdop":0.9,"accuracyM":5},"ignition":true,"odometerM":182345120,"engine":{"rpm":1726,"loadPct":41.2,"coolantC":88},\
            "power":{"externalV":13.8},"acceleration":{"xG":0.02},"signals":["HARSH_BRAKE"],"dtcs":["P0133"],"driverTag":"0100","attributes":{"io_113":"77"}}""", """
            {"event":"TRIP_START","at":"2026-11-21T10:00:00Z","driverId":"anna","tripId":"t1","orderId":"o1","stopId":"s1","lat":1.5,"lon":2,"note":"x"}""", """
            {"driverId":"anna","event":"SOS","at":1763719200000,"lat":1.5,"lon":2,"note":"x"}""", """
            {"online":true,"at":"2026-11-21T10:00:00Z"}""", """
            {"_type":"location","tst":1763719200,"lat":52.5,"lon":13.4,"acc":8,"alt":35,"vel":12,"cog":270,"batt":80,"tid":"an","t":"u"}""", """
            {"_type":"transition","wtst":1763719000,"tst":1763719200,"lat":52.5,"lon":13.4,"acc":8,"event":"enter","desc":"home"}""");

    @Override
    public String id() {
        return adapter.id();
    }

    @Override
    public void take(byte[] data) {
        if (data.length == 0) {
            return;
        }
        List<Route> routes = routes();
        byte[] payload = Arrays.copyOfRange(data, 1, data.length);
        Route route = routes.get((data[0] & 0xFF) % routes.size());
        Bounds.check(Bounds.within(payload.length, () -> receive(route, payload)), payload.length);
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int route = 0; route < routes().size(); route++) {
            for (String payload : PAYLOADS) {
                byte[] text = payload.getBytes(StandardCharsets.UTF_8);
                byte[] seed = new byte[1 + text.length];
                seed[0] = (byte) route;
                System.arraycopy(text, 0, seed, 1, text.length);
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private List<Route> routes() {
        return TOPICS.stream()
                .flatMap(topic -> Stream.ofNullable(adapter.route(topic)))
                .map(Objects::requireNonNull)
                .toList();
    }

    private List<VehicleEvent> receive(Route route, byte[] payload) {
        try {
            return adapter.receive(route, payload, AdapterHarness.NOW);
        } catch (Malformed e) {
            return List.of();
        }
    }
}
