package io.fleetwire.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.identity.AdmissionPolicy;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.LoginLimits;
import io.fleetwire.gateway.identity.Pins;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.net.ConnectLimits;
import io.fleetwire.gateway.net.NetLimits;
import io.fleetwire.gateway.publish.NotStoredException;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    private final GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
    private final MqttListenerConfig listener =
            new MqttListenerConfig(AddressRules.EVERYWHERE, NetLimits.DEFAULT, AddressList.NONE, FromElsewhere.REPLACE);
    private final ConnectLimits limits = listener.counting(() -> false);
    private final ConnectGuard threshold = new ConnectGuard(
            listener,
            limits,
            new Sessions(metrics, () -> Instant.EPOCH, () -> (bytes, from) -> true),
            new DeviceRegistry(
                    batch -> CompletableFuture.failedFuture(new NotStoredException("nobody asked for it")),
                    metrics,
                    () -> Instant.EPOCH,
                    new AdmissionPolicy(false, LoginLimits.DEFAULT, Pins.Settings.DEFAULT)),
            metrics);

    /** A connection as the broker shows it, as far as anybody asks. */
    private static ConnectionInformation connection() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        Map<String, String> attributes = new HashMap<>();
        ConnectionAttributeStore store = fake(ConnectionAttributeStore.class, (method, args) -> switch (method) {
            case "putAsString" -> attributes.put((String) args[0], (String) args[1]);
            case "getAsString" -> Optional.ofNullable(attributes.get((String) args[0]));
            case "remove" -> Optional.ofNullable(attributes.remove((String) args[0]));
            default -> throw new UnsupportedOperationException(method);
        });
        return fake(ConnectionInformation.class, (method, args) -> switch (method) {
            case "getInetAddress" -> Optional.of(address);
            case "getConnectionAttributeStore" -> store;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Answers {
        Object to(String method, Object[] args);
    }

    private static <T> T fake(Class<T> kind, Answers answers) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, method, args) -> answers.to(method.getName(), args)));
    }

    @Test
    void aConnectionCountsUntilItIsGoneAndOnce() throws Exception {
        ConnectionInformation connection = connection();
        assertThat(threshold.cross(connection)).isNull();
        assertThat(limits.open()).isOne();
        threshold.leave(connection);
        threshold.leave(connection);
        assertThat(limits.open()).isZero();
    }

    /** The broker handles a CONNECT to its end, also where the client has left meanwhile and it said so. */
    @Test
    void whoIsGoneAlreadyIsNotCounted() throws Exception {
        ConnectionInformation connection = connection();
        threshold.leave(connection);
        assertThat(threshold.cross(connection)).isEqualTo(ConnackReasonCode.UNSPECIFIED_ERROR);
        assertThat(limits.open()).isZero();
    }
}
