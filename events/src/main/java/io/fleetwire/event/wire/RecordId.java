package io.fleetwire.event.wire;

import io.fleetwire.event.Telemetry;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What makes a record the same record: device, device time and content, not when it was received. Trackers and QoS 1 send at least once, so the
 * same record comes again; by this id it is recognised, in the engine and in ClickHouse. Stored, so it must never change.
 */
public final class RecordId {

    private RecordId() {}

    /** 64 bits of MurmurHash3 over the record's identity. */
    public static long of(Telemetry record) {
        return MurmurHash3.hash128x64(TelemetryProto.identity(record))[0];
    }
}
