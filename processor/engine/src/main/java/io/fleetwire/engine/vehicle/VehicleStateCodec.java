package io.fleetwire.engine.vehicle;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.vehicle.Clocks.Clock;
import io.fleetwire.engine.vehicle.VehicleState.Contact;
import io.fleetwire.engine.vehicle.VehicleState.Hearing;
import io.fleetwire.engine.vehicle.proto.ClockRecord;
import io.fleetwire.engine.vehicle.proto.ConclusionRecord;
import io.fleetwire.engine.vehicle.proto.ContactRecord;
import io.fleetwire.engine.vehicle.proto.ObservationRecord;
import io.fleetwire.engine.vehicle.proto.SegmentRecord;
import io.fleetwire.engine.vehicle.proto.SilenceRecord;
import io.fleetwire.engine.vehicle.proto.VehicleStateRecord;
import java.util.ArrayList;
import java.util.List;

/** A vehicle's state as Protobuf ({@code vehicle_state.proto}): compact, and readable by later versions. */
public final class VehicleStateCodec {

    private VehicleStateCodec() {}

    /** The state as bytes. */
    public static byte[] encode(VehicleState state) {
        VehicleStateRecord.Builder b = VehicleStateRecord.newBuilder()
                .setVehicleId(state.vehicleId())
                .setHead(CoreCodec.encode(state.head()))
                .setRevision(state.revision());
        List<String> devices = new ArrayList<>();
        for (Segment segment : state.window().segments()) {
            b.addSegments(segment(segment, devices));
        }
        b.addAllDevices(devices);
        for (long id : state.recent().toArray()) {
            b.addRecentIds(id);
        }
        Contact contact = state.contact();
        if (contact != null) {
            b.setContact(ContactRecord.newBuilder()
                    .setDeviceId(contact.deviceId())
                    .setProtocol(contact.protocol())
                    .setReceivedAtMs(contact.receivedAtMs()));
        }
        for (Clock clock : state.hearing().clocks().all()) {
            b.addClocks(clock(clock));
        }
        List<Revisable> silence = state.hearing().silence();
        if (silence != null) {
            SilenceRecord.Builder told = SilenceRecord.newBuilder();
            silence.forEach(conclusion -> told.addTold(ConclusionCodec.encode(conclusion)));
            b.setSilence(told);
        }
        return b.build().toByteArray();
    }

    /**
     * The state again.
     *
     * @throws IllegalArgumentException where the bytes are no state
     */
    public static VehicleState decode(byte[] bytes) {
        try {
            return state(VehicleStateRecord.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a vehicle's state: " + e.getMessage(), e);
        }
    }

    private static VehicleState state(VehicleStateRecord r) {
        if (r.getVehicleId().isEmpty() || r.getSegmentsCount() == 0) {
            throw new IllegalArgumentException("not a vehicle's state: it has no vehicle id or no window");
        }
        List<Segment> segments = new ArrayList<>();
        r.getSegmentsList().forEach(segment -> segments.add(segment(r.getVehicleId(), segment, r.getDevicesList())));
        long[] recent = new long[r.getRecentIdsCount()];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = r.getRecentIds(i);
        }
        return new VehicleState(
                r.getVehicleId(),
                Window.of(segments),
                CoreCodec.decode(r.getHead()),
                RecentIds.of(recent),
                r.getRevision(),
                hearing(r));
    }

    private static Hearing hearing(VehicleStateRecord r) {
        ContactRecord contact = r.getContact();
        return new Hearing(
                r.hasContact()
                        ? new Contact(contact.getDeviceId(), contact.getProtocol(), contact.getReceivedAtMs())
                        : null,
                Clocks.of(
                        r.getClocksList().stream().map(VehicleStateCodec::clock).toList()),
                r.hasSilence()
                        ? r.getSilence().getToldList().stream()
                                .map(told -> ConclusionCodec.decode(r.getVehicleId(), told))
                                .toList()
                        : null);
    }

    private static ClockRecord clock(Clock clock) {
        return ClockRecord.newBuilder()
                .setDeviceId(clock.deviceId())
                .setQuarters(clock.quarters())
                .setAgreeing(clock.agreeing())
                .setSinceMs(clock.sinceMs())
                .setToldQuarters(clock.toldQuarters())
                .setToldSinceMs(clock.toldSinceMs())
                .build();
    }

    private static Clock clock(ClockRecord r) {
        return new Clock(
                r.getDeviceId(),
                r.getQuarters(),
                r.getAgreeing(),
                r.getSinceMs(),
                r.getToldQuarters(),
                r.getToldSinceMs());
    }

    private static SegmentRecord segment(Segment segment, List<String> devices) {
        SegmentRecord.Builder b = SegmentRecord.newBuilder().setBefore(CoreCodec.encode(segment.before()));
        for (int i = 0; i < segment.size(); i++) {
            b.addObservations(ObservationCodec.encode(segment.at(i), devices));
        }
        segment.told().forEach(conclusion -> b.addTold(ConclusionCodec.encode(conclusion)));
        return b.build();
    }

    private static Segment segment(String vehicleId, SegmentRecord r, List<String> devices) {
        List<Observation> observations = new ArrayList<>();
        for (ObservationRecord observation : r.getObservationsList()) {
            observations.add(ObservationCodec.decode(observation, devices));
        }
        List<Revisable> told = new ArrayList<>();
        for (ConclusionRecord conclusion : r.getToldList()) {
            told.add(ConclusionCodec.decode(vehicleId, conclusion));
        }
        return Segment.of(CoreCodec.decode(r.getBefore()), observations, told);
    }
}
