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

    /** White space before the brace is for people. */
    private static boolean isJson(byte[] bytes) {
        int first = afterSpace(bytes, 0);
        return first < bytes.length && bytes[first] == '{' && !isIdOf123Bytes(bytes);
    }

    /**
     * A Protobuf record begins with 0x0A and the length of the device id in bytes: for an id of 123 bytes they read as a line feed and a brace. But an id
     * begins with a letter or number, and no JSON object goes on with one.
     */
    private static boolean isIdOf123Bytes(byte[] bytes) {
        if (bytes.length < 2 + '{' || bytes[0] != '\n' || bytes[1] != '{') {
            return false;
        }
        byte next = bytes[afterSpace(bytes, 2)];
        return next != '"' && next != '}';
    }

    private static int afterSpace(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length - 1
                && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
