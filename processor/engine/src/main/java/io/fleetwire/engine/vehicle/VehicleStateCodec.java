package io.fleetwire.engine.vehicle;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fleetwire.engine.vehicle.proto.VehicleStateRecord;

/** A vehicle's state as Protobuf ({@code vehicle_state.proto}): compact, and readable by later versions. */
public final class VehicleStateCodec {

    private VehicleStateCodec() {}

    /** The state as bytes. */
    public static byte[] encode(VehicleState state) {
        return VehicleStateRecord.newBuilder()
                .setVehicleId(state.vehicleId())
                .build()
                .toByteArray();
    }

    /**
     * The state again.
     *
     * @throws IllegalArgumentException where the bytes are no state
     */
    public static VehicleState decode(byte[] bytes) {
        try {
            return new VehicleState(VehicleStateRecord.parseFrom(bytes).getVehicleId());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a vehicle's state: " + e.getMessage(), e);
        }
    }
}
