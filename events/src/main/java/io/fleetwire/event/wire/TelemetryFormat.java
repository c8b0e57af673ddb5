package io.fleetwire.event.wire;

import io.fleetwire.event.Telemetry;

/** Writes Protobuf; reads Protobuf, and JSON where the value begins with <code>{</code>, so that anyone can produce by hand. */
enum TelemetryFormat implements WireFormat<Telemetry> {
    INSTANCE;

    @Override
    public byte[] encode(Telemetry value) {
        return TelemetryProto.encode(value);
    }

    @Override
    public Telemetry decode(byte[] bytes) throws MalformedEventException {
        if (bytes.length == 0) {
            throw new MalformedEventException("empty value");
        }
        return TelemetryJson.isJson(bytes) ? TelemetryJson.decode(bytes) : TelemetryProto.decode(bytes);
    }
}
