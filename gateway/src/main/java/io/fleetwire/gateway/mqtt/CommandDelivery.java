package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.interceptor.suback.SubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundOutput;
import com.hivemq.extension.sdk.api.interceptor.unsuback.UnsubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.unsuback.parameter.UnsubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.unsuback.parameter.UnsubackOutboundOutput;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import com.hivemq.extension.sdk.api.services.subscription.SubscriptionStore;
import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.protocol.PayloadAdapter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who of the connected clients can be asked: those that have subscribed to their device's requests, from the moment the broker has told them so, or that have
 * taken up a session with such a subscription. What they have subscribed to is written into their session. A device
 * with several clients is asked through the one that subscribed last.
 */
final class CommandDelivery implements SubackOutboundInterceptor, UnsubackOutboundInterceptor {

    private final TopicRules rules;
    private final CommandDispatcher dispatcher;
    private final InstantSource clock;
    private final PublishService publisher;
    private final SubscriptionStore subscriptions;
    private final Sessions sessions;

    /** By device, then client id, in the order in which they subscribed; at most one entry per connection. */
    private final Map<String, Map<String, Subscriber>> byDevice = new ConcurrentHashMap<>();

    CommandDelivery(
            TopicRules rules,
            CommandDispatcher dispatcher,
            InstantSource clock,
            PublishService publisher,
            SubscriptionStore subscriptions,
            Sessions sessions) {
        this.rules = rules;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.publisher = publisher;
        this.subscriptions = subscriptions;
        this.sessions = sessions;
    }

    @Override
    public void onOutboundSuback(SubackOutboundInput input, SubackOutboundOutput output) {
        look(
                Login.device(input.getConnectionInformation()),
                input.getClientInformation().getClientId());
    }

    @Override
    public void onOutboundUnsuback(UnsubackOutboundInput input, UnsubackOutboundOutput output) {
        look(
                Login.device(input.getConnectionInformation()),
                input.getClientInformation().getClientId());
    }

    /** The broker answers a SUBSCRIBE after it has stored it: what the store says now counts. */
    void look(@Nullable String deviceId, String clientId) {
        if (deviceId == null) {
            return;
        }
        CompletionStage<Set<TopicSubscription>> stored = subscriptions.getSubscriptions(clientId);
        stored.whenComplete((found, failure) -> {
            Session session = sessions.find(deviceId, clientId);
            if (session == null) {
                return; // gone by now
            }
            if (failure == null) {
                session.subscribed(found);
            }
            PayloadAdapter adapter = failure != null ? null : listening(deviceId, found);
            if (adapter == null) {
                leave(deviceId, clientId);
            } else {
                join(new Subscriber(deviceId, clientId, adapter, dispatcher, clock, publisher));
            }
        });
    }

    private @Nullable PayloadAdapter listening(String deviceId, Set<TopicSubscription> subscribed) {
        for (TopicSubscription subscription : subscribed) {
            PayloadAdapter adapter = rules.requestsOf(deviceId, subscription.getTopicFilter());
            if (adapter != null) {
                return adapter;
            }
        }
        return null;
    }

    private void join(Subscriber subscriber) {
        byDevice.compute(subscriber.deviceId(), (id, clients) -> {
            Map<String, Subscriber> now = clients == null ? new LinkedHashMap<>() : clients;
            if (now.putIfAbsent(subscriber.clientId(), subscriber) == null) {
                dispatcher.connected(id, subscriber);
            }
            return now;
        });
    }

    /** This client listens no longer. */
    void leave(String deviceId, String clientId) {
        byDevice.computeIfPresent(deviceId, (id, clients) -> {
            Subscriber left = clients.remove(clientId);
            if (left != null) {
                dispatcher.gone(id, left);
                clients.values().stream().reduce((a, b) -> b).ifPresent(other -> dispatcher.connected(id, other));
            }
            return clients.isEmpty() ? null : clients;
        });
    }
}
