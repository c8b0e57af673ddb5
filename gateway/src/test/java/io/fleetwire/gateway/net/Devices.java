package io.fleetwire.gateway.net;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.protocol.jt808.Jt808Device;
import io.fleetwire.protocol.obd.ElmDevice;
import io.fleetwire.protocol.obddongle.ObdDongleDevice;
import io.fleetwire.protocol.queclink.QueclinkDevice;
import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** A device of each protocol, as a test plays it. */
final class Devices {

    private static final String IMEI = "356307042441013";
    private static final Fix HERE = Fix.moving(52.5163, 13.3777, 48, 271);

    /** One end of a dialogue. */
    interface Device {
        /** What it says first. */
        ByteBuf opens();

        /** What it says when it has heard this; read to its end. */
        ByteBuf answers(ByteBuf heard);

        /** What it says by itself; nothing where the gateway leads. */
        ByteBuf reports(Instant at);
    }

    /** By protocol. */
    static final Map<String, Supplier<Device>> ALL = Map.of(
            "teltonika", Devices::teltonika,
            "gt06", Devices::gt06,
            "jt808", Devices::jt808,
            "queclink", Devices::queclink,
            "obddongle", Devices::dongle,
            "osmand", Devices::osmand,
            "obd", Devices::elm);

    private Devices() {}

    static Device of(String protocol) {
        return Objects.requireNonNull(ALL.get(protocol)).get();
    }

    private record Reporting(Supplier<ByteBuf> opening, Function<Instant, ByteBuf> report) implements Device {

        @Override
        public ByteBuf opens() {
            return opening.get();
        }

        /** One that is never content: whatever it hears, it reports again. */
        @Override
        public ByteBuf answers(ByteBuf heard) {
            return report.apply(Instant.parse("2026-11-21T10:00:00Z"));
        }

        @Override
        public ByteBuf reports(Instant at) {
            return report.apply(at);
        }
    }

    private static Device teltonika() {
        TeltonikaDevice device = new TeltonikaDevice(IMEI, true);
        return new Reporting(
                device::login,
                at -> device.packet(List.of(new TeltonikaDevice.Sample(at).place(HERE.lat(), HERE.lon(), 9))));
    }

    private static Device gt06() {
        Gt06Device device = new Gt06Device(IMEI, new Gt06Device.Cell(262, 2, 1, 1));
        return new Reporting(device::login, at -> device.heartbeat(true, 6, 4));
    }

    private static Device jt808() {
        Jt808Device device = Jt808Device.of2013("13800138000");
        return new Reporting(
                () -> device.register("70111", "KX-1", "0000123", "A12345"),
                at -> device.location(at, HERE, true, 0, 1_000));
    }

    private static Device queclink() {
        QueclinkDevice device = new QueclinkDevice(IMEI, "2C0204", new QueclinkDevice.Cell(262, 2, 1, 1), 0);
        return new Reporting(
                () -> device.heartbeat(LocalDateTime.of(2026, 11, 21, 10, 0)),
                at -> device.heartbeat(LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
    }

    private static Device dongle() {
        ObdDongleDevice device = new ObdDongleDevice(IMEI);
        return new Reporting(device::connect, at -> device.publish(at, HERE, 0));
    }

    private static Device osmand() {
        Function<Instant, ByteBuf> request = at -> ascii("GET /?id=" + IMEI + "&lat=52.5163&lon=13.3777&timestamp="
                + at.getEpochSecond() + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
        return new Reporting(() -> request.apply(Instant.parse("2026-11-21T10:00:00Z")), request);
    }

    private static Device elm() {
        ElmDevice device = new ElmDevice("obd-1", new Idling());
        return new Device() {
            @Override
            public ByteBuf opens() {
                return device.identification();
            }

            @Override
            public ByteBuf answers(ByteBuf heard) {
                return device.hears(heard);
            }

            @Override
            public ByteBuf reports(Instant at) {
                return Unpooled.EMPTY_BUFFER;
            }
        };
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** An engine that runs. */
    private static final class Idling implements ElmDevice.Vehicle {
        @Override
        public double value(String name) {
            return name.equals("rpm") ? 800 : name.equals("speedKmh") ? 0 : Double.NaN;
        }

        @Override
        public List<String> troubleCodes(int service) {
            return List.of();
        }

        @Override
        public String vin() {
            return "LFV3B28R8A3025310";
        }

        @Override
        public double supplyV() {
            return 13.8;
        }

        @Override
        public boolean awake() {
            return true;
        }
    }
}
