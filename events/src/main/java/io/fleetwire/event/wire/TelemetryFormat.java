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
        return isJson(bytes) ? TelemetryJson.decode(bytes) : TelemetryProto.decode(bytes);
    }

    /** A Protobuf record never begins with a brace: 0x7B would be field 15 with a group's end. White space before it is for people. */
    private static boolean isJson(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{';
            }
        }
        return false;
    }
}
