package io.fleetwire.benchmark;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.protocol.gt06.Gt06Session;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;

/** A location frame (type 22) with its checksum to telemetry. */
public class Gt06Benchmark extends CodecBenchmark {

    static final String IMEI = "359339071234567";
    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    static final Fix FIX = new Fix(52.5163, 13.3777, true, Measure.ABSENT, 48, 271, 11, Measure.ABSENT, Measure.ABSENT);
    static final double ODOMETER_M = 182_345_120;

    final BenchmarkSession<Gt06Session> location = conversation();

    @Benchmark
    public Outcome<Gt06Session> location() {
        return location.receive();
    }

    private static BenchmarkSession<Gt06Session> conversation() {
        Gt06Device device = new Gt06Device(IMEI, new Gt06Device.Cell(262, 1, 1_027, 40_211));
        ByteBuf login = device.login();
        ByteBuf frame = device.location(AT, FIX, true, Gt06Device.MODE_TIME, false, ODOMETER_M);
        return BenchmarkSession.after(new Gt06Adapter(), login, frame);
    }
}
