package io.fleetwire.sim.load;

import io.fleetwire.event.Signal;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.sim.device.Gt06Stream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GT06: a login and a heartbeat, which are answered at once, then locations, which nobody answers, and alarms, which are answered when they are stored. An
 * alarm without its answer is said again as it stands in memory, under the same serial number; a location that the network has taken is not.
 */
final class Gt06Client implements ProtocolClient {

    /** What its alarms are about: something without consequences. */
    static final Signal ALARM = Signal.LOW_BATTERY;

    /** Every so many ticks of its clock, a record is an alarm. */
    private static final long ALARM_EVERY = 4;

    private static final int FULL_BATTERY = 6;
    private static final int GOOD_GSM = 4;

    private final int number;
    private final Drive drive;
    private final Gt06Device device;
    private final InetSocketAddress gateway;
    private volatile @Nullable Connection line;
    private @Nullable Said unanswered;

    /**
     * What is being said, again and again.
     *
     * @param atMs its device time, after the start
     * @param hex the frame
     */
    private record Said(long atMs, String hex, int serial) {}

    Gt06Client(int number, InetSocketAddress gateway) {
        this.number = number;
        this.drive = new Drive(number);
        this.device = new Gt06Device(LoadTracker.id(number), Gt06Stream.CELL);
        this.gateway = gateway;
    }

    @Override
    public void connect() throws IOException {
        connected();
    }

    private Connection connected() throws IOException {
        close();
        Connection opened = Connection.open(gateway, number);
        try {
            opened.send(device.login());
            awaitAnswer(opened, device.lastSerial());
            opened.send(device.heartbeat(true, FULL_BATTERY, GOOD_GSM));
            awaitAnswer(opened, device.lastSerial());
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        line = opened;
        return opened;
    }

    @Override
    public boolean say(List<Long> recordsMs, Start start) throws IOException {
        if (recordsMs.size() != 1) {
            throw new IllegalArgumentException("a GT06 message is one record");
        }
        long atMs = recordsMs.getFirst();
        Connection known = line;
        Connection open = known == null ? connected() : known;
        Said said = unanswered == null || unanswered.atMs() != atMs ? said(atMs, start) : unanswered;
        unanswered = said;
        open.send(ByteBufUtil.decodeHexDump(said.hex()));
        boolean alarm = isAlarm(atMs);
        if (alarm) {
            awaitAnswer(open, said.serial());
        }
        return alarm;
    }

    private boolean isAlarm(long atMs) {
        return (atMs / Uplink.GT06.tickMs() + number) % ALARM_EVERY == 0;
    }

    private Said said(long atMs, Start start) {
        Instant at = Instant.ofEpochMilli(start.epochMs() + atMs);
        ByteBuf frame = isAlarm(atMs)
                ? device.alarm(at, drive.fix(atMs), true, ALARM)
                : device.location(at, drive.fix(atMs), true, Gt06Device.MODE_TIME, false, drive.odometerM(atMs));
        try {
            return new Said(atMs, ByteBufUtil.hexDump(frame), device.lastSerial());
        } finally {
            frame.release();
        }
    }

    private static void awaitAnswer(Connection open, int serial) throws IOException {
        Gt06Device.Answer answer = Gt06Device.answer(Gt06Stream.read(open.in()));
        if (answer == null || answer.serial() != serial) {
            throw new IOException("the gateway answered something else");
        }
    }

    @Override
    public void close() {
        Connection old = line;
        line = null;
        if (old != null) {
            old.close();
        }
    }
}
