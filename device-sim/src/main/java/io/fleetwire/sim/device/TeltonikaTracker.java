package io.fleetwire.sim.device;

import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.fleetwire.protocol.teltonika.TeltonikaTerminal;
import io.fleetwire.sim.world.CarState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Teltonika tracker with an OBD reader: a record a second in Codec 8 Extended, up to ten in a packet, the next packet only when the number of the
 * last one came back. What is not acknowledged is sent again.
 */
final class TeltonikaTracker implements SimDevice {

    private static final int MOST_IN_A_PACKET = 10;
    private static final int SATELLITES = 12;
    private static final double ALTITUDE_M = 35;
    private static final double BATTERY_V = 4.05;
    private static final double STANDARD_GRAVITY_MPS2 = 9.80665;

    /** The alarm button is wired to this input. */
    private static final int ALARM_INPUT = 236;

    private static final int IBUTTON = 78;
    private static final byte[] PREAMBLE = new byte[Integer.BYTES];

    /** A text of 200 characters in its envelope, with room. */
    private static final int LONGEST_COMMAND = 1_024;

    private final TeltonikaDevice device;
    private final long driverTag;
    private final Backlog<TeltonikaDevice.Sample> backlog = new Backlog<>();
    private final TeltonikaTerminal terminal;
    private final Connection line;

    /** What the sensors showed last; the line's thread reads it. */
    private volatile @Nullable CarState now;

    TeltonikaTracker(String imei, long driverTag, InetSocketAddress gateway) {
        this.driverTag = driverTag;
        this.device = new TeltonikaDevice(imei, true);
        this.terminal = new TeltonikaTerminal(imei);
        this.line = new Connection("teltonika-" + imei, gateway, this::talk);
        line.start();
    }

    @Override
    public void sense(CarState shown) {
        now = shown;
        backlog.add(record(shown, driverTag));
    }

    @Override
    public void sos(CarState shown) {
        backlog.add(record(shown, driverTag).event(ALARM_INPUT).io(ALARM_INPUT, 1, 1));
    }

    @Override
    public void online(boolean connected) {
        line.online(connected);
    }

    static TeltonikaDevice.Sample record(CarState m, long driverTag) {
        return new TeltonikaDevice.Sample(Instant.ofEpochMilli(m.atMs()))
                .place(m.place().lat(), m.place().lon(), SATELLITES)
                .altitudeM(ALTITUDE_M)
                .motion(m.speedKmh(), m.headingDeg())
                .ignition(m.ignition())
                .movement(m.speedKmh() > 1)
                .odometerM(m.odometerM())
                .voltages(m.externalV(), BATTERY_V)
                .engine(m.rpm(), m.loadPct(), m.coolantC(), m.throttlePct())
                .fuel(m.fuelLevelPct(), m.loadPct() / 8)
                .io(IBUTTON, 8, driverTag)
                .accelerationG(m.accelerationMps2() / STANDARD_GRAVITY_MPS2, 0, 1);
    }

    private void talk(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Connection.send(out, device.login());
        if (!TeltonikaDevice.isAccepted(Unpooled.wrappedBuffer(Connection.read(in, 1)))) {
            throw new IOException("the gateway refused the login");
        }
        while (true) {
            List<TeltonikaDevice.Sample> records = backlog.await(MOST_IN_A_PACKET);
            Connection.send(out, device.packet(records));
            long acknowledged = TeltonikaDevice.acknowledged(Unpooled.wrappedBuffer(acknowledgement(in, out)))
                    .orElse(0);
            if (acknowledged != records.size()) {
                throw new IOException("the gateway acknowledged " + acknowledged + " of " + records.size());
            }
            backlog.remove(records);
        }
    }

    /** The number that answers a packet; commands that come before it are answered on the way. A command begins with zeros, an answer doesn't. */
    private byte[] acknowledgement(InputStream in, OutputStream out) throws IOException {
        while (true) {
            byte[] first = Connection.read(in, Integer.BYTES);
            if (!Arrays.equals(first, PREAMBLE)) {
                return first;
            }
            byte[] length = Connection.read(in, Integer.BYTES);
            int bytes = Unpooled.wrappedBuffer(length).readInt();
            if (bytes < 0 || bytes > LONGEST_COMMAND) {
                throw new IOException("the gateway sent " + bytes + " bytes of command");
            }
            obey(Unpooled.wrappedBuffer(first, length, Connection.read(in, bytes + Integer.BYTES)), out);
        }
    }

    private void obey(ByteBuf packet, OutputStream out) throws IOException {
        String asked = terminal.asked(packet);
        CarState m = now;
        String words = asked == null || m == null
                ? ""
                : TeltonikaTerminal.words(asked, m.place().lat(), m.place().lon(), m.speedKmh());
        Connection.send(out, terminal.answer(packet, words));
    }

    @Override
    public void close() {
        line.close();
    }
}
