package io.fleetwire.sim.device;

import io.fleetwire.protocol.obd.ElmDevice;
import io.fleetwire.sim.world.Moment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OBD dongle: says who it is, then answers what the gateway asks, from what the sensors show at that moment. It stores nothing. */
final class ObdDongle implements SimDevice {

    private static final int BUFFER = 256;
    private static final String VIN = "WVWZZZ1KZ6W000001";

    private final ElmDevice elm;
    private final Line line;
    private volatile @Nullable Moment shown;

    ObdDongle(String id, InetSocketAddress gateway) {
        this.elm = new ElmDevice(id, new Sensors());
        this.line = new Line("obd-" + id, gateway, this::talk);
        line.start();
    }

    @Override
    public void sense(Moment now) {
        shown = now;
    }

    @Override
    public void sos(Moment now) {
        // A dongle has no button; the driver's phone has.
    }

    @Override
    public void online(boolean connected) {
        line.online(connected);
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        Line.send(out, elm.identification());
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int length = in.read(buffer);
            if (length < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            ByteBuf answer = elm.hears(Unpooled.wrappedBuffer(buffer, 0, length));
            Line.send(out, answer);
        }
    }

    @Override
    public void close() {
        line.close();
    }

    /** What the control unit reads. */
    private final class Sensors implements ElmDevice.Vehicle {

        @Override
        public double value(String name) {
            Moment m = shown;
            if (m == null) {
                return Double.NaN;
            }
            return switch (name) {
                case "rpm" -> m.rpm();
                case "speedKmh" -> m.speedKmh();
                case "loadPct" -> m.loadPct();
                case "throttlePct" -> m.throttlePct();
                case "coolantC" -> m.coolantC();
                case "fuelLevelPct" -> m.fuelLevelPct();
                case "moduleV" -> m.externalV();
                case "fuelRateLph" -> m.loadPct() / 8;
                default -> Double.NaN;
            };
        }

        @Override
        public List<String> troubleCodes(int service) {
            return List.of();
        }

        @Override
        public String vin() {
            return VIN;
        }

        @Override
        public double supplyV() {
            Moment m = shown;
            return m == null ? 12.5 : m.externalV();
        }

        @Override
        public boolean awake() {
            Moment m = shown;
            return m != null && m.ignition();
        }
    }
}
