package io.fleetwire.benchmark;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.fleetwire.protocol.teltonika.TeltonikaSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.infra.Blackhole;

/** A packet with its checksum to telemetry; an operation is a record. */
public class TeltonikaBenchmark extends CodecBenchmark {

    static final String IMEI = "356307042441013";

    /** Of every record. */
    static final int IO_ELEMENTS = 16;

    private static final Instant FIRST_RECORD = Instant.parse("2026-11-21T10:00:00Z");

    final BenchmarkSession<TeltonikaSession> codec8With1 = conversation(false, 1);
    final BenchmarkSession<TeltonikaSession> codec8With10 = conversation(false, 10);
    final BenchmarkSession<TeltonikaSession> codec8With30 = conversation(false, 30);
    final BenchmarkSession<TeltonikaSession> codec8ExtendedWith10 = conversation(true, 10);

    @Benchmark
    public Outcome<TeltonikaSession> codec8Record() {
        return codec8With1.receive();
    }

    @Benchmark
    @OperationsPerInvocation(10)
    public Outcome<TeltonikaSession> codec8TenRecords() {
        return codec8With10.receive();
    }

    @Benchmark
    @OperationsPerInvocation(30)
    public Outcome<TeltonikaSession> codec8ThirtyRecords() {
        return codec8With30.receive();
    }

    @Benchmark
    @OperationsPerInvocation(10)
    public Outcome<TeltonikaSession> codec8ExtendedTenRecords() {
        return codec8ExtendedWith10.receive();
    }

    /** All that the gateway computes for a record: decoded, given to its vehicle, written as Protobuf. */
    @Benchmark
    @OperationsPerInvocation(10)
    public void codec8TenRecordsToKafka(Blackhole kafka) {
        for (VehicleEvent event : codec8With10.events()) {
            kafka.consume(Topics.TELEMETRY_RAW.format().encode(((Telemetry) event).forVehicle("VAN-7")));
        }
    }

    private static BenchmarkSession<TeltonikaSession> conversation(boolean extended, int records) {
        TeltonikaDevice device = new TeltonikaDevice(IMEI, extended);
        List<TeltonikaDevice.Sample> samples = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            samples.add(sample(i));
        }
        return BenchmarkSession.after(new TeltonikaAdapter(), device.login(), device.packet(samples));
    }

    /** What an FMB920 sends as it drives, with the elements of its default settings. */
    private static TeltonikaDevice.Sample sample(int i) {
        return new TeltonikaDevice.Sample(FIRST_RECORD.plusSeconds(i))
                .place(52.5163 + i * 1e-4, 13.3777 + i * 1e-4, 11)
                .altitudeM(35 + i)
                .motion(48 + i % 3, 271)
                .ignition(true)
                .movement(true)
                .io(80, 1, 1)
                .io(21, 1, 4)
                .io(200, 1, 0)
                .io(69, 1, 1)
                .io(181, 2, 14)
                .io(182, 2, 9)
                .voltages(13.8, 4.05)
                .io(68, 2, 102)
                .io(205, 2, 40_211)
                .io(206, 2, 1_027)
                .io(24, 2, 48 + i % 3)
                .io(241, 4, 26_201)
                .odometerM(182_345_120 + i * 13);
    }
}
