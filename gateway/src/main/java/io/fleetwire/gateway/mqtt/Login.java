package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import io.fleetwire.gateway.identity.Admission;
import io.fleetwire.gateway.identity.Caller;
import io.fleetwire.gateway.identity.DeviceRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection is a device's: user name = device id, password = its secret. Nobody else connects. */
final class Login implements SimpleAuthenticator {

    private static final String DEVICE = "fleetwire.device";

    private final DeviceRegistry registry;

    Login(DeviceRegistry registry) {
        this.registry = registry;
    }

    /** The device that logged in on this connection; null: none did. */
    static @Nullable String device(ConnectionInformation connection) {
        return connection.getConnectionAttributeStore().getAsString(DEVICE).orElse(null);
    }

    private static Caller caller(ConnectionInformation connection) {
        return new Caller(
                "mqtt",
                connection.getInetAddress().orElse(null),
                connection.getClientTlsInformation().isPresent(),
                connection
                        .getClientTlsInformation()
                        .flatMap(ClientTlsInformation::getClientCertificate)
                        .orElse(null));
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        ConnectPacket connect = input.getConnectPacket();
        if (connect.getMqttVersion() == MqttVersion.V_3_1) {
            // Its clients may repeat a QoS 2 publish within the connection, which HiveMQ answers before Kafka did.
            output.failAuthentication(ConnackReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "MQTT 3.1.1 or 5");
            return;
        }
        ConnectionInformation connection = input.getConnectionInformation();
        String deviceId = connect.getUserName().orElse("");
        String secret = connect.getPassword().map(Login::text).orElse("");
        switch (registry.authenticate(deviceId, secret, caller(connection))) {
            case Admission.LetIn letIn -> {
                connection.getConnectionAttributeStore().putAsString(DEVICE, deviceId);
                output.authenticateSuccessfully();
            }
            // The same answer to each: whether an id exists is nobody's business.
            case Admission.TurnedAway away ->
                output.failAuthentication(
                        ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "unknown device or wrong secret");
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
