package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.Role;
import io.fleetwire.service.access.AccessService;
import io.fleetwire.service.access.AccessView;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.Passwords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Strangers that open WebSockets and say nothing, and somebody who wants to log in. */
class PendingConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final AccessView view = new AccessView();
    private final AccessService access =
            new AccessService(view, view::apply, () -> NOW, new Passwords(), Duration.ofDays(1));
    private final ConnectionAuthenticator authenticator = new ConnectionAuthenticator(
            new Authenticator(view, () -> NOW, Duration.ofHours(1), Optional.empty()), () -> NOW, 5);
    private final LiveHub hub = new LiveHub(() -> NOW, () -> new PipelineHealth(true, true, null));

    private record Connection(FakeScreen sink, LiveSubscription screen) {
        boolean isOpen() {
            return sink.closedWith == 0;
        }
    }

    private Connection connect(String unit) {
        FakeScreen sink = new FakeScreen();
        LiveSubscription screen = hub.open(sink).orElseThrow();
        assertThat(authenticator.open(screen, unit, null)).isTrue();
        return new Connection(sink, screen);
    }

    private void disconnect(Connection connection) {
        authenticator.gone(connection.screen());
        hub.gone(connection.screen());
    }

    private static long open(List<Connection> connections) {
        return connections.stream().filter(Connection::isOpen).count();
    }

    @Test
    void sixtyStrangersThatComeAgainKeepNobodyOut() {
        AccessService.Issued<Token> token = access.issueToken("a wall", Role.VIEWER, null, "test");
        List<Connection> strangers = new ArrayList<>();
        for (int login = 0; login < 16; login++) {
            for (int i = 0; i < 60; i++) {
                strangers.add(connect("198.51.100.1"));
            }
            Connection honest = connect("192.0.2.1");
            strangers.add(connect("198.51.100.1"));
            assertThat(authenticator.login(honest.screen(), token.text())).isTrue();
            assertThat(honest.isOpen()).isTrue();
            disconnect(honest);
        }
        assertThat(open(strangers)).isEqualTo(ConnectionAuthenticator.MOST_PENDING_PER_UNIT);
    }

    @Test
    void fromTheSameAddressTheNewestHasTheBestChance() {
        AccessService.Issued<Token> token = access.issueToken("a wall", Role.VIEWER, null, "test");
        for (int i = 0; i < 200; i++) {
            connect("198.51.100.1");
        }
        Connection honest = connect("198.51.100.1");
        for (int i = 0; i < ConnectionAuthenticator.MOST_PENDING_PER_UNIT - 1; i++) {
            connect("198.51.100.1");
        }
        assertThat(authenticator.login(honest.screen(), token.text())).isTrue();
    }

    @Test
    void ofManyAddressesTheOneThatHasMostPays() {
        List<Connection> greedy = new ArrayList<>();
        for (int i = 0; i < ConnectionAuthenticator.MOST_PENDING_PER_UNIT; i++) {
            greedy.add(connect("198.51.100.1"));
        }
        List<Connection> others = new ArrayList<>();
        for (int i = 0; i < ConnectionAuthenticator.MOST_PENDING; i++) {
            others.add(connect("203.0.113." + i / 8));
        }
        assertThat(open(greedy)).isLessThanOrEqualTo(8);
        assertThat(open(others) + open(greedy)).isEqualTo(ConnectionAuthenticator.MOST_PENDING);
    }

    @Test
    void whoLeftHoldsNoPlace() {
        for (int i = 0; i < 1_000; i++) {
            disconnect(connect("198.51.100.1"));
        }
        Connection first = connect("198.51.100.1");
        for (int i = 0; i < ConnectionAuthenticator.MOST_PENDING_PER_UNIT - 1; i++) {
            connect("198.51.100.1");
        }
        assertThat(first.isOpen()).isTrue();
    }
}
