package io.fleetwire.event.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.proto.AccelerationRecord;
import io.fleetwire.event.wire.proto.EngineRecord;
import io.fleetwire.event.wire.proto.FixRecord;
import io.fleetwire.event.wire.proto.PowerRecord;
import io.fleetwire.event.wire.proto.SignalRecord;
import io.fleetwire.event.wire.proto.TelemetryRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Telemetry as Protobuf ({@code telemetry.proto}); the same record always gives the same bytes. */
final class TelemetryProto {

    /** A map's entries are messages of two fields. */
    private static final int ENTRY_NAME = 1;

    private static final int ENTRY_VALUE = 2;

    private TelemetryProto() {}

    static byte[] encode(Telemetry t) {
        return write(record(t).build(), t.attributes());
    }

    /** The bytes that make a record what it is: not when it was received, nor which vehicle the device was assigned to by then. */
    static byte[] identity(Telemetry t) {
        return write(record(t).clearReceivedAtMs().clearVehicleId().build(), t.attributes());
    }

    /**
     * The attributes, whose field number is the highest, go behind the record as they come out of their map, in the order of their names. A builder would
     * copy them into a map of its own, ask for each value twice, and sort: more work than all the rest.
     */
    private static byte[] write(TelemetryRecord record, Map<String, String> attributes) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(attributes.entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        int size = record.getSerializedSize();
        for (Map.Entry<String, String> attribute : sorted) {
            int length = entryLength(attribute);
            size += CodedOutputStream.computeTagSize(TelemetryRecord.ATTRIBUTES_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(length)
                    + length;
        }
        byte[] bytes = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            record.writeTo(out);
            for (Map.Entry<String, String> attribute : sorted) {
                out.writeTag(
                        TelemetryRecord.ATTRIBUTES_FIELD_NUMBER,
                        com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(entryLength(attribute));
                out.writeString(ENTRY_NAME, attribute.getKey());
                out.writeString(ENTRY_VALUE, attribute.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private static int entryLength(Map.Entry<String, String> attribute) {
        return CodedOutputStream.computeStringSize(ENTRY_NAME, attribute.getKey())
                + CodedOutputStream.computeStringSize(ENTRY_VALUE, attribute.getValue());
    }

    static Telemetry decode(byte[] bytes) throws MalformedEventException {
        try {
            return telemetry(TelemetryRecord.parseFrom(ByteString.copyFrom(bytes)));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedEventException("neither Protobuf nor JSON: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    /** Without its attributes. */
    private static TelemetryRecord.Builder record(Telemetry t) {
        TelemetryRecord.Builder b = TelemetryRecord.newBuilder()
                .setVehicleId(t.vehicleId())
                .setDeviceId(t.deviceId())
                .setProtocol(t.protocol())
                .setDeviceTimeMs(t.deviceTimeMs())
                .setReceivedAtMs(t.receivedAtMs())
                .addAllDtcs(t.dtcs());
        for (Signal signal : t.signals()) {
            b.addSignals(SignalRecord.valueOf(signal.name()));
        }
        if (t.fix() != null) {
            b.setFix(fix(t.fix()));
        }
        if (t.ignition() != null) {
            b.setIgnition(t.ignition());
        }
        put(t.odometerM(), b::setOdometerM);
        if (t.driverTag() != null) {
            b.setDriverTag(t.driverTag());
        }
        if (!t.engine().equals(Engine.NONE)) {
            b.setEngine(engine(t.engine()));
        }
        if (!t.power().equals(Power.NONE)) {
            b.setPower(power(t.power()));
        }
        if (!t.acceleration().equals(Acceleration.NONE)) {
            b.setAcceleration(acceleration(t.acceleration()));
        }
        return b;
    }

    private static FixRecord fix(Fix fix) {
        FixRecord.Builder b =
                FixRecord.newBuilder().setLat(fix.lat()).setLon(fix.lon()).setValid(fix.valid());
        put(fix.altitudeM(), b::setAltitudeM);
        put(fix.speedKmh(), b::setSpeedKmh);
        put(fix.headingDeg(), b::setHeadingDeg);
        if (fix.satellites() != Fix.UNKNOWN_COUNT) {
            b.setSatellites(fix.satellites());
        }
        put(fix.hdop(), b::setHdop);
        put(fix.accuracyM(), b::setAccuracyM);
        return b.build();
    }

    private static EngineRecord engine(Engine engine) {
        EngineRecord.Builder b = EngineRecord.newBuilder();
        put(engine.rpm(), b::setRpm);
        put(engine.loadPct(), b::setLoadPct);
        put(engine.coolantC(), b::setCoolantC);
        put(engine.throttlePct(), b::setThrottlePct);
        put(engine.fuelLevelPct(), b::setFuelLevelPct);
        put(engine.fuelRateLph(), b::setFuelRateLph);
        return b.build();
    }

    private static PowerRecord power(Power power) {
        PowerRecord.Builder b = PowerRecord.newBuilder();
        put(power.externalV(), b::setExternalV);
        put(power.batteryV(), b::setBatteryV);
        return b.build();
    }

    private static AccelerationRecord acceleration(Acceleration acceleration) {
        AccelerationRecord.Builder b = AccelerationRecord.newBuilder();
        put(acceleration.xG(), b::setXG);
        put(acceleration.yG(), b::setYG);
        put(acceleration.zG(), b::setZG);
        return b.build();
    }

    private static void put(double value, DoubleConsumer setter) {
        if (Measure.has(value)) {
            setter.accept(value);
        }
    }

    private static Telemetry telemetry(TelemetryRecord r) {
        Telemetry.Builder b = Telemetry.builder(r.getDeviceId(), r.getProtocol(), r.getDeviceTimeMs())
                .receivedAtMs(r.getReceivedAtMs())
                .odometerM(r.hasOdometerM() ? r.getOdometerM() : Measure.ABSENT)
                .dtcs(r.getDtcsList())
                .attributes(r.getAttributesMap());
        if (!r.getVehicleId().isEmpty()) {
            b.vehicleId(r.getVehicleId());
        }
        if (r.hasFix()) {
            b.fix(fix(r.getFix()));
        }
        if (r.hasIgnition()) {
            b.ignition(r.getIgnition());
        }
        if (r.hasDriverTag()) {
            b.driverTag(r.getDriverTag());
        }
        if (r.hasEngine()) {
            b.engine(engine(r.getEngine()));
        }
        if (r.hasPower()) {
            b.power(power(r.getPower()));
        }
        if (r.hasAcceleration()) {
            b.acceleration(acceleration(r.getAcceleration()));
        }
        for (SignalRecord signal : r.getSignalsList()) {
            // A signal of a newer version, or none: skipped, like any unknown field.
            if (signal != SignalRecord.UNRECOGNIZED && signal != SignalRecord.SIGNAL_UNSPECIFIED) {
                b.signal(Signal.valueOf(signal.name()));
            }
        }
        return b.build();
    }

    private static Fix fix(FixRecord r) {
        return new Fix(
                r.getLat(),
                r.getLon(),
                r.getValid(),
                r.hasAltitudeM() ? r.getAltitudeM() : Measure.ABSENT,
                r.hasSpeedKmh() ? r.getSpeedKmh() : Measure.ABSENT,
                r.hasHeadingDeg() ? r.getHeadingDeg() : Measure.ABSENT,
                r.hasSatellites() ? r.getSatellites() : Fix.UNKNOWN_COUNT,
                r.hasHdop() ? r.getHdop() : Measure.ABSENT,
                r.hasAccuracyM() ? r.getAccuracyM() : Measure.ABSENT);
    }

    private static Engine engine(EngineRecord r) {
        return new Engine(
                r.hasRpm() ? r.getRpm() : Measure.ABSENT,
                r.hasLoadPct() ? r.getLoadPct() : Measure.ABSENT,
                r.hasCoolantC() ? r.getCoolantC() : Measure.ABSENT,
                r.hasThrottlePct() ? r.getThrottlePct() : Measure.ABSENT,
                r.hasFuelLevelPct() ? r.getFuelLevelPct() : Measure.ABSENT,
                r.hasFuelRateLph() ? r.getFuelRateLph() : Measure.ABSENT);
    }

    private static Power power(PowerRecord r) {
        return new Power(
                r.hasExternalV() ? r.getExternalV() : Measure.ABSENT,
                r.hasBatteryV() ? r.getBatteryV() : Measure.ABSENT);
    }

    private static Acceleration acceleration(AccelerationRecord r) {
        return new Acceleration(
                r.hasXG() ? r.getXG() : Measure.ABSENT,
                r.hasYG() ? r.getYG() : Measure.ABSENT,
                r.hasZG() ? r.getZG() : Measure.ABSENT);
    }
}
