package io.fleetwire.gateway.mqtt;

import com.google.inject.Injector;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.persistence.connection.ConnectionPersistence;
import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The broker's listening sockets. HiveMQ shows an extension nothing of a connection before CONNECT and no way to read it more slowly, so this reaches
 * behind its API. The only place that does; another version of HiveMQ that has it elsewhere does not start.
 */
final class BrokerChannels {

    private BrokerChannels() {}

    /** The sockets of a broker that has started. */
    static List<Channel> listening(EmbeddedHiveMQ broker) {
        try {
            Method getInjector = broker.getClass().getDeclaredMethod("getInjector");
            getInjector.setAccessible(true);
            ConnectionPersistence connections =
                    ((Injector) getInjector.invoke(broker)).getInstance(ConnectionPersistence.class);
            Field servers = connections.getClass().getDeclaredField("serverChannelMap");
            servers.setAccessible(true);
            List<Channel> channels = new ArrayList<>();
            for (Object channel : ((Map<?, ?>) servers.get(connections)).values()) {
                channels.add((Channel) channel);
            }
            return channels;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of HiveMQ keeps its sockets elsewhere", e);
        }
    }
}
