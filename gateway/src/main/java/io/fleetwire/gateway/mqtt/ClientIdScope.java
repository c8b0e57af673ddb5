package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import java.time.Duration;

/**
 * Client ids are free, and whoever connects with one takes its session over. So each device gets a space of its own for them: nobody can throw another
 * device out, or inherit its subscriptions, by using its client id. And the session that a client asks for is kept by us, not by the broker.
 */
final class ClientIdScope implements ConnectInboundInterceptor {

    private final long longestS;

    /**
     * @param longest how long a session lives at most without a connection
     */
    ClientIdScope(Duration longest) {
        longestS = longest.toSeconds();
    }

    @Override
    public void onConnect(ConnectInboundInput input, ConnectInboundOutput output) {
        ConnectPacket connect = input.getConnectPacket();
        String user = Login.claimed(connect, input.getConnectionInformation());
        String clientId = connect.getClientId();
        if (!user.isEmpty() && !clientId.isEmpty()) {
            output.getConnectPacket().setClientId(scoped(user, clientId));
        }
        // MQTT 3.1.1 without a clean session asks for the longest there is: the broker's decoder puts its limit there.
        long expiryS = Math.min(connect.getSessionExpiryInterval(), longestS);
        new SessionWish(connect.getCleanStart(), expiryS)
                .keepWith(input.getConnectionInformation().getConnectionAttributeStore());
        output.getConnectPacket().setSessionExpiryInterval(0);
        output.getConnectPacket().getUserProperties().clear(); // nobody asks for them, and the broker would keep them
    }

    private static String scoped(String deviceId, String clientId) {
        return deviceId + "/" + clientId;
    }

    /** A client's id as it said it. */
    static String unscoped(String deviceId, String clientId) {
        String scope = scoped(deviceId, "");
        return clientId.startsWith(scope) ? clientId.substring(scope.length()) : clientId;
    }
}
