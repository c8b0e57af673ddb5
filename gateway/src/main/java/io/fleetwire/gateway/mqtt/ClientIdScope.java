package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;

/**
 * Client ids are free, and whoever connects with one takes its session over. So each device gets a space of its own for them: nobody can throw another
 * device out, or inherit its subscriptions, by using its client id.
 */
final class ClientIdScope implements ConnectInboundInterceptor {

    @Override
    public void onConnect(ConnectInboundInput input, ConnectInboundOutput output) {
        String user = Login.claimed(input.getConnectPacket(), input.getConnectionInformation());
        String clientId = input.getConnectPacket().getClientId();
        if (!user.isEmpty() && !clientId.isEmpty()) {
            output.getConnectPacket().setClientId(user + "/" + clientId);
        }
    }
}
