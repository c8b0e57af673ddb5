package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.interceptor.disconnect.DisconnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.disconnect.parameter.DisconnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.disconnect.parameter.DisconnectInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.pubrel.PubrelInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.pubrel.parameter.PubrelInboundInput;
import com.hivemq.extension.sdk.api.interceptor.pubrel.parameter.PubrelInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;

/** Hears what a client gives up of its session: a QoS 2 publish that it knows to be stored, or all of it with its goodbye. */
final class Releases implements PubrelInboundInterceptor, DisconnectInboundInterceptor {

    private final Sessions sessions;

    Releases(Sessions sessions) {
        this.sessions = sessions;
    }

    /** After {@link Qos#EXACTLY_ONCE}'s PUBREC: the packet id is free again. */
    @Override
    public void onInboundPubrel(PubrelInboundInput input, PubrelInboundOutput output) {
        String deviceId = Login.device(input.getConnectionInformation());
        Session session = deviceId == null
                ? null
                : sessions.find(deviceId, input.getClientInformation().getClientId());
        if (session != null) {
            session.released(input.getPubrelPacket().getPacketIdentifier());
        }
    }

    /** The broker knows of no session, so it lets through no other new expiry than none. */
    @Override
    public void onInboundDisconnect(DisconnectInboundInput input, DisconnectInboundOutput output) {
        String deviceId = Login.device(input.getConnectionInformation());
        Session session = deviceId == null
                ? null
                : sessions.find(deviceId, input.getClientInformation().getClientId());
        if (session != null) {
            input.getDisconnectPacket().getSessionExpiryInterval().ifPresent(session::expiresAfter);
        }
    }
}
