package io.fleetwire.sim.device;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.protocol.gt06.Gt06Terminal;
import io.fleetwire.sim.world.CarState;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GT06 tracker: login, a location every two seconds, a heartbeat every three minutes, an alarm when the button is pressed. Locations are not
 * acknowledged; alarms and heartbeats are, and the line is given up where an answer does not come.
 */
final class Gt06Tracker implements SimDevice {

    static final long REPORT_EVERY_MS = 2_000;
    private static final long HEARTBEAT_EVERY_MS = 180_000;
    private static final int MOST_AT_ONCE = 20;

    /** A record younger than this is live; an older one was stored. */
    private static final long LIVE_MS = 5_000;

    private static final int SATELLITES = 11;
    private static final int FULL_BATTERY = 6;
    private static final int GOOD_GSM = 4;

    private final Gt06Device device;
    private final Backlog<Report> backlog = new Backlog<>();
    private final Connection line;

    /** What the sensors showed last; the line's thread reads it. */
    private volatile @Nullable CarState now;

    private long lastReportMs;
    private long lastHeartbeatMs;

    private record Report(CarState moment, boolean sos) {}

    Gt06Tracker(String imei, InetSocketAddress gateway) {
        this.device = new Gt06Device(imei, Gt06Stream.CELL);
        this.line = new Connection("gt06-" + imei, gateway, this::talk);
        line.start();
    }

    @Override
    public void sense(CarState shown) {
        now = shown;
        if (shown.atMs() - lastReportMs >= REPORT_EVERY_MS) {
            lastReportMs = shown.atMs();
            backlog.add(new Report(shown, false));
        }
    }

    @Override
    public void sos(CarState shown) {
        backlog.add(new Report(shown, true));
    }

    @Override
    public void online(boolean connected) {
        line.online(connected);
    }

    private void talk(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Connection.send(out, device.login());
        awaitAnswer(in, out);
        while (true) {
            List<Report> reports = backlog.await(MOST_AT_ONCE);
            for (Report report : reports) {
                report(report, in, out);
            }
            obeyWhatCame(in, out);
            backlog.remove(reports);
        }
    }

    private void report(Report report, InputStream in, OutputStream out) throws IOException {
        CarState m = report.moment();
        Instant at = Instant.ofEpochMilli(m.atMs());
        if (report.sos()) {
            Connection.send(out, device.alarm(at, fix(m), m.ignition(), Signal.SOS));
            awaitAnswer(in, out);
            return;
        }
        boolean stored = System.currentTimeMillis() - m.atMs() > LIVE_MS;
        Connection.send(out, device.location(at, fix(m), m.ignition(), Gt06Device.MODE_TIME, stored, m.odometerM()));
        if (m.atMs() - lastHeartbeatMs >= HEARTBEAT_EVERY_MS) {
            lastHeartbeatMs = m.atMs();
            Connection.send(out, device.heartbeat(m.ignition(), FULL_BATTERY, GOOD_GSM));
            awaitAnswer(in, out);
        }
    }

    static Fix fix(CarState m) {
        return new Fix(
                m.place().lat(),
                m.place().lon(),
                true,
                Measure.ABSENT,
                m.speedKmh(),
                m.headingDeg(),
                SATELLITES,
                Measure.ABSENT,
                Measure.ABSENT);
    }

    /** The server answers in the order in which it was asked; commands that come before the answer are obeyed on the way. */
    private void awaitAnswer(InputStream in, OutputStream out) throws IOException {
        int serial = device.lastSerial();
        while (true) {
            ByteBuf frame = Gt06Stream.read(in);
            if (!obey(frame, out)) {
                Gt06Device.Answer answer = Gt06Device.answer(frame);
                if (answer == null || answer.serial() != serial) {
                    throw new IOException("the server answered something else");
                }
                return;
            }
        }
    }

    /** What has come unasked: commands. */
    private void obeyWhatCame(InputStream in, OutputStream out) throws IOException {
        while (in.available() > 0) {
            if (!obey(Gt06Stream.read(in), out)) {
                throw new IOException("the server answered what nobody asked");
            }
        }
    }

    private boolean obey(ByteBuf frame, OutputStream out) throws IOException {
        Gt06Terminal.Asked asked = Gt06Terminal.asked(frame);
        CarState m = now;
        if (asked == null || m == null) {
            return asked != null;
        }
        String words =
                Gt06Terminal.words(asked.text(), m.place().lat(), m.place().lon(), m.speedKmh());
        Connection.send(out, device.commandReply(asked.flag(), words));
        return true;
    }

    @Override
    public void close() {
        line.close();
    }
}
