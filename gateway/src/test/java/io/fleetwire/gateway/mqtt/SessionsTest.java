package io.fleetwire.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.mqtt.Sessions.Begun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final SessionWish AN_HOUR = new SessionWish(false, 3_600);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Sessions sessions = new Sessions(new GatewayMetrics(meters), () -> now, () -> (bytes, from) -> true);

    private Begun begin(String clientId, SessionWish wish) throws Exception {
        return sessions.begin("van", clientId, wish, "hash", InetAddress.getByName("192.0.2.1"));
    }

    private Begun reconnect(String clientId, SessionWish wish) throws Exception {
        sessions.end("van", clientId);
        return begin(clientId, wish);
    }

    private double known() {
        return meters.get("fleetwire.gateway.mqtt.sessions").gauge().value();
    }

    @Test
    void aSessionIsThereUntilItsTimeIsOver() throws Exception {
        Session session = begin("phone", AN_HOUR).session();
        session.stored(7);
        now = now.plusSeconds(7_200); // connected: no time passes
        assertThat(reconnect("phone", AN_HOUR)).isEqualTo(new Begun(session, true));
        sessions.end("van", "phone");
        now = now.plusSeconds(3_599);
        assertThat(begin("phone", AN_HOUR)).isEqualTo(new Begun(session, true));
        sessions.end("van", "phone");
        now = now.plusSeconds(3_600);
        Begun anew = begin("phone", AN_HOUR);
        assertThat(anew.resumed()).isFalse();
        assertThat(anew.session().isStored(7)).isFalse();
    }

    @Test
    void itEndsWithItsConnectionWhereTheClientSaysSo() throws Exception {
        begin("phone", new SessionWish(false, 0));
        assertThat(reconnect("phone", AN_HOUR).resumed()).isFalse();
        assertThat(reconnect("phone", new SessionWish(true, 3_600)).resumed()).isFalse();
        Session session = reconnect("phone", AN_HOUR).session();
        session.expiresAfter(0);
        assertThat(reconnect("phone", AN_HOUR).resumed()).isFalse();
    }

    @Test
    void anotherSecretOrDeviceDoesNotInheritIt() throws Exception {
        begin("phone", AN_HOUR);
        sessions.end("van", "phone");
        assertThat(sessions.begin("truck", "phone", AN_HOUR, "hash", null).resumed())
                .isFalse();
        assertThat(sessions.begin("van", "phone", AN_HOUR, "new", null).resumed())
                .isFalse();
    }

    @Test
    void aDeviceHasSoManyAndTheOldestGoes() throws Exception {
        for (int i = 0; i <= Sessions.MAX_PER_DEVICE; i++) {
            begin("phone-" + i, AN_HOUR);
            sessions.end("van", "phone-" + i);
        }
        assertThat(known()).isEqualTo(Sessions.MAX_PER_DEVICE);
        assertThat(begin("phone-1", AN_HOUR).resumed()).isTrue();
        assertThat(begin("phone-0", AN_HOUR).resumed()).isFalse();
    }

    @Test
    void whatIsOverIsForgotten() throws Exception {
        begin("phone", AN_HOUR);
        begin("tablet", new SessionWish(true, 0));
        assertThat(known()).isEqualTo(2);
        sessions.end("van", "phone");
        sessions.end("van", "tablet");
        assertThat(known()).isOne();
        now = now.plusSeconds(3_600);
        sessions.forgetOver();
        assertThat(known()).isZero();
    }

    @Test
    void publishesAreRememberedUntilTheyAreReleased() throws Exception {
        Session session = begin("phone", AN_HOUR).session();
        for (int id = 1; id <= Session.MAX_UNRELEASED; id++) {
            assertThat(session.hasRoom()).isTrue();
            session.stored(id);
        }
        assertThat(session.hasRoom()).isFalse();
        session.released(3);
        assertThat(session.hasRoom()).isTrue();
        assertThat(session.isStored(3)).isFalse();
        assertThat(session.isStored(4)).isTrue();
    }
}
