package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.interceptor.connack.ConnackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connack.parameter.ConnackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.connack.parameter.ConnackOutboundOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.services.ManagedExtensionExecutorService;
import com.hivemq.extension.sdk.api.services.subscription.SubscriptionStore;
import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.KnownDevice;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Right before the CONNACK: begins the client's session or takes it up again, with its subscriptions. The broker asks us for one client id in order, so
 * whatever came over an earlier connection of the same client has ended by now: it is stored or it is not.
 */
final class SessionRestorer implements ConnackOutboundInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRestorer.class);

    /** A broker that does not take the subscriptions back in this time has a defect; the client is let go and comes again. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Nobody tells us when CONNACK has left; nothing may be sent to the client before. */
    private static final long LISTENS_AFTER_MS = 250;

    private final Sessions sessions;
    private final DeviceRegistry registry;
    private final TokenExpiry tokenExpiry;
    private final CommandDelivery delivery;
    private final SubscriptionStore subscriptions;
    private final ManagedExtensionExecutorService executor;

    SessionRestorer(
            Sessions sessions,
            DeviceRegistry registry,
            TokenExpiry tokenExpiry,
            CommandDelivery delivery,
            SubscriptionStore subscriptions,
            ManagedExtensionExecutorService executor) {
        this.sessions = sessions;
        this.registry = registry;
        this.tokenExpiry = tokenExpiry;
        this.delivery = delivery;
        this.subscriptions = subscriptions;
        this.executor = executor;
    }

    @Override
    public void onOutboundConnack(ConnackOutboundInput input, ConnackOutboundOutput output) {
        ConnectionInformation connection = input.getConnectionInformation();
        String deviceId = Login.device(connection);
        if (deviceId == null || input.getConnackPacket().getReasonCode() != ConnackReasonCode.SUCCESS) {
            return;
        }
        String clientId = input.getClientInformation().getClientId();
        input.getConnackPacket()
                .getAssignedClientIdentifier()
                .ifPresent(assigned -> output.getConnackPacket()
                        .setAssignedClientIdentifier(ClientIdScope.unscoped(deviceId, assigned)));
        KnownDevice device = registry.find(deviceId);
        InetAddress from = connection.getInetAddress().orElse(null);
        Sessions.Begun begun = sessions.begin(
                deviceId,
                clientId,
                SessionWish.of(connection.getConnectionAttributeStore()),
                device == null ? null : device.entry().secretHash(),
                from);
        Connections.sessionRestorer(connection);
        tokenExpiry.begin(clientId, Login.until(connection));
        if (begun.resumed()) {
            resume(deviceId, clientId, begun.session(), connection, output);
        }
    }

    private void resume(
            String deviceId,
            String clientId,
            Session session,
            ConnectionInformation connection,
            ConnackOutboundOutput output) {
        output.getConnackPacket().setSessionPresent(true);
        Set<TopicSubscription> filters = session.subscriptions();
        if (filters.isEmpty()) {
            return;
        }
        TopicAuthorizer.remember(connection.getConnectionAttributeStore(), filters);
        Async<ConnackOutboundOutput> answer = output.async(LONGEST, TimeoutFallback.FAILURE);
        CompletionStage<Void> restored = subscriptions.addSubscriptions(clientId, filters);
        restored.whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.warn("{} gets a new session: its subscriptions could not be restored", clientId, failure);
                session.subscribed(Set.of());
                output.getConnackPacket().setSessionPresent(false);
            }
            answer.resume();
            listenLater(deviceId, clientId, session);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the broker ends its schedule
    private void listenLater(String deviceId, String clientId, Session session) {
        executor.schedule(
                () -> {
                    if (session.equals(sessions.find(deviceId, clientId))) {
                        delivery.look(deviceId, clientId);
                    }
                },
                LISTENS_AFTER_MS,
                TimeUnit.MILLISECONDS);
    }
}
