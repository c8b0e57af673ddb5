package io.fleetwire.sim.device;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.sim.world.Moment;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

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

    /** In Germany; where exactly, nobody asks. */
    static final Gt06Device.Cell CELL = new Gt06Device.Cell(262, 2, 0x287D, 0x1F71);

    private static final int SATELLITES = 11;
    private static final int FULL_BATTERY = 6;
    private static final int GOOD_GSM = 4;

    /** Length byte, then as many bytes, then CR LF: the short frames that a server answers with. */
    private static final int HEADER = 3;

    private static final int TAIL = 2;

    private final Gt06Device device;
    private final Backlog<Report> backlog = new Backlog<>();
    private final Line line;
    private long lastReportMs;
    private long lastHeartbeatMs;

    private record Report(Moment moment, boolean sos) {}

    Gt06Tracker(String imei, InetSocketAddress gateway) {
        this.device = new Gt06Device(imei, CELL);
        this.line = new Line("gt06-" + imei, gateway, this::talk);
        line.start();
    }

    @Override
    public void sense(Moment shown) {
        if (shown.atMs() - lastReportMs >= REPORT_EVERY_MS) {
            lastReportMs = shown.atMs();
            backlog.add(new Report(shown, false));
        }
    }

    @Override
    public void sos(Moment shown) {
        backlog.add(new Report(shown, true));
    }

    @Override
    public void online(boolean connected) {
        line.online(connected);
    }

    private void talk(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Line.send(out, device.login());
        awaitAnswer(in);
        while (true) {
            List<Report> reports = backlog.await(MOST_AT_ONCE);
            for (Report report : reports) {
                report(report, in, out);
            }
            backlog.remove(reports);
        }
    }

    private void report(Report report, InputStream in, OutputStream out) throws IOException {
        Moment m = report.moment();
        Instant at = Instant.ofEpochMilli(m.atMs());
        if (report.sos()) {
            Line.send(out, device.alarm(at, fix(m), m.ignition(), Signal.SOS));
            awaitAnswer(in);
            return;
        }
        boolean stored = System.currentTimeMillis() - m.atMs() > LIVE_MS;
        Line.send(out, device.location(at, fix(m), m.ignition(), Gt06Device.MODE_TIME, stored, m.odometerM()));
        if (m.atMs() - lastHeartbeatMs >= HEARTBEAT_EVERY_MS) {
            lastHeartbeatMs = m.atMs();
            Line.send(out, device.heartbeat(m.ignition(), FULL_BATTERY, GOOD_GSM));
            awaitAnswer(in);
        }
    }

    static Fix fix(Moment m) {
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

    /** The server answers in the order in which it was asked. */
    private void awaitAnswer(InputStream in) throws IOException {
        byte[] header = Line.read(in, HEADER);
        byte[] rest = Line.read(in, (header[2] & 0xFF) + TAIL);
        Gt06Device.Answer answer = Gt06Device.answer(Unpooled.wrappedBuffer(header, rest));
        if (answer == null || answer.serial() != device.lastSerial()) {
            throw new IOException("the server answered something else");
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
