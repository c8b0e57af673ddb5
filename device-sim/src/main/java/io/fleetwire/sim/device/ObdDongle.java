package io.fleetwire.sim.device;

import io.fleetwire.protocol.obd.ElmDevice;
import io.fleetwire.sim.world.CarState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/** An OBD dongle: says who it is, then answers what the gateway asks, from what the sensors show at that moment. It stores nothing. */
final class ObdDongle implements SimDevice {

    private static final int BUFFER = 256;

    private final ElmDevice elm;
    private final Connection line;
    private final ObdSensors sensors = new ObdSensors();

    ObdDongle(String id, InetSocketAddress gateway) {
        this.elm = new ElmDevice(id, sensors);
        this.line = new Connection("obd-" + id, gateway, this::talk);
        line.start();
    }

    @Override
    public void sense(CarState now) {
        sensors.show(now);
    }

    @Override
    public void sos(CarState now) {
        // A dongle has no button; the driver's phone has.
    }

    @Override
    public void online(boolean connected) {
        line.online(connected);
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        Connection.send(out, elm.identification());
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int length = in.read(buffer);
            if (length < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            ByteBuf answer = elm.hears(Unpooled.wrappedBuffer(buffer, 0, length));
            Connection.send(out, answer);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
