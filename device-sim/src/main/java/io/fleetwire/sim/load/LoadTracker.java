package io.fleetwire.sim.load;

import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Teltonika tracker that follows the plan: a packet leaves when it is due and the one before is acknowledged. What is not acknowledged is sent again
 * over a new connection, as the real ones do.
 */
public final class LoadTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadTracker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(200);
    /** Of every tracker's id: a range that neither a vendor nor the simulated fleet has. */
    static final String PREFIX = "0097000000";

    private static final double SPEED_KMH = 54;
    private static final double METRES_PER_MS = SPEED_KMH / 3_600;
    private static final double METRES_PER_DEGREE_EAST = 68_000;

    private static final int TRACKERS_AT_AN_ADDRESS = 2_000;

    private final int number;
    private final TeltonikaDevice device;
    private final InetSocketAddress gateway;
    private final Tally tally;
    private @Nullable Socket socket;
    private volatile long lastAcknowledgedMs = -1;

    LoadTracker(int number, InetSocketAddress gateway, Tally tally) {
        this.number = number;
        this.device = new TeltonikaDevice(id(number), true);
        this.gateway = gateway;
        this.tally = tally;
    }

    /** 15 digits, as an IMEI has. */
    static String id(int number) {
        return "%s%05d".formatted(PREFIX, number);
    }

    /** Whether a device of this id is one of these trackers. */
    public static boolean isOne(String deviceId) {
        return deviceId.startsWith(PREFIX);
    }

    static String vehicleId(int number) {
        return "BENCH-%04d".formatted(number);
    }

    /** The device time of the youngest acknowledged record, milliseconds after the start; -1: none. The older ones are acknowledged as well. */
    long lastAcknowledgedMs() {
        return lastAcknowledgedMs;
    }

    /** Connects and logs in, again and again until the gateway knows the device. */
    void dialIn(long deadlineNs) throws IOException, InterruptedException {
        while (true) {
            try {
                connect();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadlineNs) {
                    throw new IOException("tracker " + id(number) + " could not dial in: " + e.getMessage(), e);
                }
                Thread.sleep(BEFORE_ANOTHER_TRY);
            }
        }
    }

    /** Sends everything that is planned; what is left at the deadline is given up. */
    void follow(Iterator<Plan.Packet> packets, Start start, long deadlineNs) throws IOException, InterruptedException {
        long freeNs = 0;
        while (packets.hasNext()) {
            Plan.Packet packet = packets.next();
            TimeUnit.NANOSECONDS.sleep(packet.dueNs() - start.elapsedNs());
            long sentNs = start.elapsedNs();
            if (deliver(records(packet, start), start, deadlineNs)) {
                long ackNs = start.elapsedNs();
                tally.acknowledged(packet, Math.max(packet.dueNs(), freeNs), sentNs, ackNs);
                lastAcknowledgedMs = packet.recordsMs().getLast();
                freeNs = ackNs;
            } else {
                tally.gaveUp(packet, start.elapsedNs());
            }
        }
    }

    private boolean deliver(List<TeltonikaDevice.Sample> records, Start start, long deadlineNs)
            throws InterruptedException {
        while (start.elapsedNs() < deadlineNs) {
            try {
                exchange(records);
                return true;
            } catch (IOException e) {
                LOG.debug("{}: {}", id(number), e.getMessage());
                tally.reconnected();
                close();
                Thread.sleep(BEFORE_ANOTHER_TRY);
            }
        }
        return false;
    }

    private void exchange(List<TeltonikaDevice.Sample> records) throws IOException {
        Socket line = socket == null ? connect() : socket;
        write(line, device.packet(records));
        long acknowledged =
                TeltonikaDevice.acknowledged(read(line, Integer.BYTES)).orElse(0);
        if (acknowledged != records.size()) {
            throw new IOException("the gateway acknowledged " + acknowledged + " of " + records.size());
        }
    }

    private Socket connect() throws IOException {
        close();
        Socket line = new Socket();
        try {
            line.bind(source());
            line.connect(gateway, (int) PATIENCE.toMillis());
            line.setSoTimeout((int) PATIENCE.toMillis());
            line.setTcpNoDelay(true);
            write(line, device.login());
            if (!TeltonikaDevice.isAccepted(read(line, 1))) {
                throw new IOException("the gateway refused the login");
            }
        } catch (IOException e) {
            line.close();
            throw e;
        }
        socket = line;
        return line;
    }

    /** One address has fewer than 30,000 ports to call from; loopback has 16 million addresses. */
    private InetSocketAddress source() throws IOException {
        if (!gateway.getAddress().isLoopbackAddress()) {
            return new InetSocketAddress(0);
        }
        byte last = (byte) (1 + number / TRACKERS_AT_AN_ADDRESS);
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0);
    }

    private static void write(Socket line, ByteBuf frame) throws IOException {
        try {
            line.getOutputStream().write(ByteBufUtil.getBytes(frame));
        } finally {
            frame.release();
        }
    }

    private static ByteBuf read(Socket line, int length) throws IOException {
        byte[] bytes = line.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection");
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    private List<TeltonikaDevice.Sample> records(Plan.Packet packet, Start start) {
        return packet.recordsMs().stream().map(ms -> record(ms, start)).toList();
    }

    /** It drives east on a parallel of its own, at a constant speed. */
    private TeltonikaDevice.Sample record(long ms, Start start) {
        double metres = ms * METRES_PER_MS;
        return new TeltonikaDevice.Sample(Instant.ofEpochMilli(start.epochMs() + ms))
                .place(52.3 + number * 1e-4, 13 + metres / METRES_PER_DEGREE_EAST, 12)
                .motion(SPEED_KMH, 90)
                .ignition(true)
                .movement(true)
                .odometerM(metres)
                .voltages(13.8, 4.05)
                .engine(1_900, 35, 88, 20)
                .fuel(70, 4)
                .accelerationG(0, 0, 1);
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("{}: {}", id(number), e.getMessage());
            }
            socket = null;
        }
    }
}
