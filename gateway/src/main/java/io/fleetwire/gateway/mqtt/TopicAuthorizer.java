package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;

/** Says no, unless {@link TopicRules} say yes. A will is authorized here as well, and only here: it passes no interceptor. */
final class TopicAuthorizer implements PublishAuthorizer, SubscriptionAuthorizer {

    private final TopicRules rules;

    TopicAuthorizer(TopicRules rules) {
        this.rules = rules;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        String device = Login.device(input.getConnectionInformation());
        TopicRules.Destination destination =
                rules.destination(device, input.getPublishPacket().getTopic());
        if (destination == null) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, "not a topic of this device");
        } else if (input.getPublishPacket().getRetain() && !destination.route().retained()) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, "this topic is not retained");
        } else {
            output.authorizeSuccessfully();
        }
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        String device = Login.device(input.getConnectionInformation());
        if (rules.maySubscribe(device, input.getSubscription().getTopicFilter())) {
            output.authorizeSuccessfully();
        } else {
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, "not a topic of this device");
        }
    }
}
