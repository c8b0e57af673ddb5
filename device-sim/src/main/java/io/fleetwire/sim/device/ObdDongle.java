package io.fleetwire.sim.device;

import io.fleetwire.sim.world.Moment;
import java.net.InetSocketAddress;

final class ObdDongle implements SimDevice {
    ObdDongle(String id, InetSocketAddress gateway) {}

    @Override
    public void sense(Moment shown) {}

    @Override
    public void sos(Moment shown) {}

    @Override
    public void online(boolean connected) {}

    @Override
    public void close() {}
}
