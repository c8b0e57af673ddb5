package io.fleetwire.sim.load;

import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Codec 8 Extended over TCP: a packet, then the number of its records. */
final class TeltonikaClient implements ProtocolClient {

    private final int number;
    private final Drive drive;
    private final TeltonikaDevice device;
    private final InetSocketAddress gateway;
    private volatile @Nullable Connection line;

    TeltonikaClient(int number, InetSocketAddress gateway) {
        this.number = number;
        this.drive = new Drive(number);
        this.device = new TeltonikaDevice(LoadTracker.id(number), true);
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
            if (!TeltonikaDevice.isAccepted(Unpooled.wrappedBuffer(opened.read(1)))) {
                throw new IOException("the gateway refused the login");
            }
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        line = opened;
        return opened;
    }

    @Override
    public boolean say(List<Long> recordsMs, Start start) throws IOException {
        Connection known = line;
        Connection open = known == null ? connected() : known;
        open.send(device.packet(recordsMs.stream().map(ms -> record(ms, start)).toList()));
        long acknowledged = TeltonikaDevice.acknowledged(Unpooled.wrappedBuffer(open.read(Integer.BYTES)))
                .orElse(0);
        if (acknowledged != recordsMs.size()) {
            throw new IOException("the gateway acknowledged " + acknowledged + " of " + recordsMs.size());
        }
        return true;
    }

    private TeltonikaDevice.Sample record(long ms, Start start) {
        return new TeltonikaDevice.Sample(Instant.ofEpochMilli(start.epochMs() + ms))
                .place(drive.lat(), drive.lon(ms), Drive.SATELLITES)
                .motion(Drive.SPEED_KMH, Drive.HEADING_DEG)
                .ignition(true)
                .movement(true)
                .odometerM(drive.odometerM(ms))
                .voltages(13.8, 4.05)
                .engine(1_900, 35, 88, 20)
                .fuel(70, 4)
                .accelerationG(0, 0, 1);
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
