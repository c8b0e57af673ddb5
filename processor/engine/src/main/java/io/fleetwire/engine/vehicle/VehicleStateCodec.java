package io.fleetwire.engine.vehicle;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.vehicle.VehicleState.Contact;
import io.fleetwire.engine.vehicle.proto.ConclusionRecord;
import io.fleetwire.engine.vehicle.proto.ContactRecord;
import io.fleetwire.engine.vehicle.proto.ObservationRecord;
import io.fleetwire.engine.vehicle.proto.SegmentRecord;
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
        for (Segment segment : state.window().segments()) {
            b.addSegments(segment(segment));
        }
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
        r.getSegmentsList().forEach(segment -> segments.add(segment(r.getVehicleId(), segment)));
        long[] recent = new long[r.getRecentIdsCount()];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = r.getRecentIds(i);
        }
        ContactRecord contact = r.getContact();
        return new VehicleState(
                r.getVehicleId(),
                Window.of(segments),
                CoreCodec.decode(r.getHead()),
                RecentIds.of(recent),
                r.getRevision(),
                r.hasContact()
                        ? new Contact(contact.getDeviceId(), contact.getProtocol(), contact.getReceivedAtMs())
                        : null);
    }

    private static SegmentRecord segment(Segment segment) {
        SegmentRecord.Builder b = SegmentRecord.newBuilder().setBefore(CoreCodec.encode(segment.before()));
        for (int i = 0; i < segment.size(); i++) {
            b.addObservations(ObservationCodec.encode(segment.at(i)));
        }
        segment.told().forEach(conclusion -> b.addTold(ConclusionCodec.encode(conclusion)));
        return b.build();
    }

    private static Segment segment(String vehicleId, SegmentRecord r) {
        List<Observation> observations = new ArrayList<>();
        for (ObservationRecord observation : r.getObservationsList()) {
            observations.add(ObservationCodec.decode(observation));
        }
        List<Revisable> told = new ArrayList<>();
        for (ConclusionRecord conclusion : r.getToldList()) {
            told.add(ConclusionCodec.decode(vehicleId, conclusion));
        }
        return Segment.of(CoreCodec.decode(r.getBefore()), observations, told);
    }
}
