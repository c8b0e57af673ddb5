package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.SecretHash;
import io.fleetwire.gateway.identity.Admission;
import io.fleetwire.gateway.identity.Caller;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.tls.Certificates;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection is a device's, and nobody else connects. What proves it: a certificate that our authority signed for it, a token that an issuer we know
 * signed for it, or its secret. Its id is the user name; with a certificate that is for one device, the user name may be missing.
 */
final class Login implements SimpleAuthenticator {

    private static final String DEVICE = "fleetwire.device";
    private static final String UNTIL = "fleetwire.until";

    /** A hash like any device's, of a secret that nobody knows. */
    private static final String NOBODYS_SECRET = SecretHash.create(SecretHash.newSecret());

    private final DeviceRegistry registry;
    private final @Nullable TokenVerifier tokens;
    private final ConnectGuard threshold;

    /**
     * @param tokens null: no token is a password
     * @param threshold what is against a connection besides its credentials
     */
    Login(DeviceRegistry registry, @Nullable TokenVerifier tokens, ConnectGuard threshold) {
        this.registry = registry;
        this.tokens = tokens;
        this.threshold = threshold;
    }

    /** The device that logged in on this connection; null: none did. */
    static @Nullable String device(ConnectionInformation connection) {
        return connection.getConnectionAttributeStore().getAsString(DEVICE).orElse(null);
    }

    /** When the token ends that it logged in with; null: there was none. */
    static @Nullable Instant until(ConnectionInformation connection) {
        return connection
                .getConnectionAttributeStore()
                .getAsString(UNTIL)
                .map(Instant::parse)
                .orElse(null);
    }

    /** Who a connection says it is, before anybody has proved it; empty: it doesn't say. */
    static String claimed(ConnectPacket connect, ConnectionInformation connection) {
        String user = connect.getUserName().orElse("");
        Set<String> names = certified(connection);
        return user.isEmpty() && names.size() == 1 ? names.iterator().next() : user;
    }

    /** The ids that its certificate is for; the handshake has checked who signed it. */
    private static Set<String> certified(ConnectionInformation connection) {
        X509Certificate certificate = caller(connection).certificate();
        return certificate == null ? Set.of() : Certificates.names(certificate);
    }

    private static Caller caller(ConnectionInformation connection) {
        return new Caller(
                "mqtt",
                connection.getInetAddress().orElse(null),
                true,
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
        ConnackReasonCode closed = threshold.cross(connection);
        if (closed != null) {
            output.failAuthentication(closed, "not now, or not from there");
            return;
        }
        String clientId = input.getClientInformation().getClientId();
        if (!authenticate(clientId, connect, connection)) {
            threshold.leave(connection);
            // The same answer to each: whether an id exists is nobody's business.
            output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "unknown device or wrong secret");
        } else {
            output.authenticateSuccessfully();
        }
    }

    private boolean authenticate(String clientId, ConnectPacket connect, ConnectionInformation connection) {
        String deviceId = claimed(connect, connection);
        String password = connect.getPassword().map(Login::text).orElse("");
        Instant until = tokens != null && tokens.looksLikeOne(password) ? tokens.validUntil(password, deviceId) : null;
        boolean proven = until != null || certified(connection).contains(deviceId);
        DeviceRegistry.Proof proof = device -> proven || isSecret(device, password);
        boolean letIn = registry.authenticate(deviceId, proof, caller(connection)) instanceof Admission.LetIn
                && threshold.permits(deviceId, clientId, connection);
        if (letIn) {
            connection.getConnectionAttributeStore().putAsString(DEVICE, deviceId);
            if (until != null) {
                connection.getConnectionAttributeStore().putAsString(UNTIL, until.toString());
            }
        }
        return letIn;
    }

    /** The same work for a device that nobody registered or that has no secret: how long an answer takes must not tell which ids exist. */
    private static boolean isSecret(ConfigEntry.@Nullable Device device, String password) {
        String hash = device == null ? null : device.secretHash();
        boolean fits = SecretHash.verify(password, hash == null ? NOBODYS_SECRET : hash);
        return fits && hash != null;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
