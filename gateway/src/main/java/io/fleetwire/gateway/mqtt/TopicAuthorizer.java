package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says no, unless {@link TopicRules} say yes. A will is authorized here as well, and only here: it passes no interceptor. */
final class TopicAuthorizer implements PublishAuthorizer, SubscriptionAuthorizer {

    /** Most filters of one connection: an app has one for commands, a phone with several OwnTracks devices a few. */
    static final int MAX_SUBSCRIPTIONS = 8;

    private static final String FILTERS = "fleetwire.filters";

    /** In no filter that is let through. */
    private static final String SEPARATOR = "\n";

    private final TopicRules rules;
    private final RetainedMessages retained;
    private final GatewayMetrics metrics;

    TopicAuthorizer(TopicRules rules, RetainedMessages retained, GatewayMetrics metrics) {
        this.rules = rules;
        this.retained = retained;
        this.metrics = metrics;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        String device = Login.device(input.getConnectionInformation());
        TopicRules.Destination destination =
                rules.destination(device, input.getPublishPacket().getTopic());
        if (destination == null) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, "not a topic of this device");
        } else if (input.getPublishPacket() instanceof WillPublishPacket will) {
            authorizeWill(will, destination, output);
        } else if (input.getPublishPacket().getRetain() && !destination.route().retained()) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, "this topic is not retained");
        } else {
            output.authorizeSuccessfully();
        }
    }

    /** A will passes no interceptor, so Kafka would never have it: it may say that its device is gone, and no more. */
    private void authorizeWill(
            WillPublishPacket will, TopicRules.Destination destination, PublishAuthorizerOutput output) {
        if (!destination.route().retained()) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, "a will belongs on the status topic");
        } else if (!retained.isSmall(will)) {
            output.failAuthorization(
                    AckReasonCode.NOT_AUTHORIZED, "a will has at most " + RetainedMessages.MAX_BYTES + " bytes");
        } else if (will.getRetain() && !retained.mayKeep(destination.route().deviceId(), will)) {
            output.failAuthorization(
                    AckReasonCode.NOT_AUTHORIZED,
                    "at most " + RetainedMessages.MAX_TOPICS_OF_DEVICE + " retained topics of a device");
        } else {
            output.authorizeSuccessfully();
        }
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        String device = Login.device(input.getConnectionInformation());
        String filter = input.getSubscription().getTopicFilter();
        if (!rules.maySubscribe(device, filter)) {
            metrics.refused("topic");
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, "not a topic of this device");
        } else if (!fits(input.getConnectionInformation().getConnectionAttributeStore(), filter)) {
            metrics.limit("mqtt_subscriptions");
            output.failAuthorization(
                    SubackReasonCode.QUOTA_EXCEEDED, "at most " + MAX_SUBSCRIPTIONS + " subscriptions of a connection");
        } else {
            output.authorizeSuccessfully();
        }
    }

    /** The filters of a session that is taken up again count as well. */
    static void remember(ConnectionAttributeStore store, Set<TopicSubscription> subscriptions) {
        store.putAsString(
                FILTERS,
                subscriptions.stream().map(TopicSubscription::getTopicFilter).collect(Collectors.joining(SEPARATOR)));
    }

    /** Remembers the filters of a connection, each once. */
    private static boolean fits(ConnectionAttributeStore store, String filter) {
        String known = store.getAsString(FILTERS).orElse("");
        List<String> filters = known.isEmpty() ? List.of() : Arrays.asList(known.split(SEPARATOR, -1));
        if (filters.contains(filter)) {
            return true;
        }
        if (filters.size() >= MAX_SUBSCRIPTIONS) {
            return false;
        }
        store.putAsString(FILTERS, known.isEmpty() ? filter : known + SEPARATOR + filter);
        return true;
    }
}
