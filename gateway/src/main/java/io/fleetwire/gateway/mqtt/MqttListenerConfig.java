package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.net.ConnectLimits;
import io.fleetwire.gateway.net.NetLimits;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import java.util.function.BooleanSupplier;

/**
 * Who may come, and how much of it: what the ports of the trackers have, as far as the broker lets us see it. It shows us nothing before CONNECT.
 *
 * @param access who may connect from where
 * @param limits rates and numbers; per network, they are counted apart from the trackers'
 * @param exempt for whom the limits per connection and network do not count
 * @param fromElsewhere what to do with another client of a device that is connected from another network
 */
public record MqttListenerConfig(
        AddressRules access, NetLimits limits, AddressList exempt, FromElsewhere fromElsewhere) {

    ConnectLimits counting(BooleanSupplier memoryShort) {
        return new ConnectLimits(limits, exempt, System::nanoTime, memoryShort);
    }
}
