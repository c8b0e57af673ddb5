package io.fleetwire.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two instances of the service share the log; the clock only moves when it is told to. */
class AuthenticatorTest {

    private static final Duration IDLE = Duration.ofHours(8);
    private static final Duration MOST = Duration.ofDays(7);

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final AccessView here = new AccessView();
    private final AccessView there = new AccessView();
    private final List<String> written = new ArrayList<>();
    private final AccessService access = new AccessService(here, this::write, () -> now, new Passwords(), MOST);
    private final Authenticator gate = new Authenticator(here, () -> now, IDLE, Optional.empty());
    private final Authenticator other = new Authenticator(there, () -> now, IDLE, Optional.empty());

    private void write(String key, @org.jspecify.annotations.Nullable AccessEntry entry) {
        written.add(key);
        here.apply(key, entry);
        there.apply(key, entry);
    }

    private AccessService.Issued<Token> token(Role role) {
        return access.issueToken("a test", role, Duration.ofDays(1), "somebody");
    }

    @Test
    void aTokenHoldsUntilItsEndOnEveryInstance() {
        AccessService.Issued<Token> token = token(Role.OPERATOR);
        Caller caller = gate.token(token.text()).orElseThrow();
        assertThat(caller.role()).isEqualTo(Role.OPERATOR);
        assertThat(other.token(token.text())).contains(caller);
        assertThat(gate.token(token.text() + "A")).isEmpty();
        assertThat(gate.session(token.text())).isEmpty();
        now = now.plus(Duration.ofDays(1)).minusMillis(1);
        assertThat(gate.holds(caller)).isTrue();
        now = now.plusMillis(1);
        assertThat(gate.holds(caller)).isFalse();
        assertThat(gate.token(token.text())).isEmpty();
    }

    @Test
    void aSessionEndsWhenNobodyUsesIt() {
        AccessService.Issued<Session> session =
                access.beginSession(token(Role.VIEWER).entry().key(), "192.0.2.7", null);
        for (int i = 0; i < 2; i++) {
            now = now.plus(IDLE).minusSeconds(1);
            assertThat(gate.session(session.text())).isPresent();
        }
        now = now.plus(IDLE);
        assertThat(gate.session(session.text())).isEmpty();
    }

    @Test
    void aSessionEndsHoweverBusyItIs() {
        access.putUser("jane", Role.VIEWER, "long enough for it", false, "somebody");
        AccessService.Issued<Session> session = access.beginSession("user/jane", "192.0.2.7", null);
        Instant end = now.plus(MOST);
        while (now.plus(Duration.ofHours(1)).isBefore(end)) {
            now = now.plus(Duration.ofHours(1));
            assertThat(gate.session(session.text())).isPresent();
        }
        now = end;
        assertThat(gate.session(session.text())).isEmpty();
    }

    @Test
    void aUseOnOneInstanceCountsOnTheOther() {
        access.putUser("jane", Role.VIEWER, "long enough for it", false, "somebody");
        AccessService.Issued<Session> session = access.beginSession("user/jane", "192.0.2.7", null);
        now = now.plus(IDLE).minusSeconds(1);
        assertThat(gate.session(session.text())).isPresent();
        gate.writeUses(access);
        now = now.plus(IDLE).minusSeconds(1);
        assertThat(other.session(session.text())).isPresent();
    }

    @Test
    void usesAreWrittenNowAndThenAndBringNothingBack() {
        AccessService.Issued<Token> token = token(Role.VIEWER);
        assertThat(gate.token(token.text())).isPresent();
        gate.writeUses(access);
        int once = written.size();
        now = now.plusSeconds(60);
        assertThat(gate.token(token.text())).isPresent();
        gate.writeUses(access);
        assertThat(written).hasSize(once);
        // An instance that has not heard of the revocation writes a use after it.
        assertThat(access.revokeToken(token.entry().id())).isTrue();
        access.noteUse(token.entry().key(), now);
        assertThat(gate.token(token.text())).isEmpty();
        access.sweep(gate::isOver);
        assertThat(here.staleUses()).isEmpty();
        assertThat(here.lastUsed(token.entry().key())).isEmpty();
    }

    @Test
    void theTwentyFirstBrowserEndsTheFirst() {
        String subject = token(Role.VIEWER).entry().key();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i <= AccessService.MOST_SESSIONS; i++) {
            now = now.plusSeconds(1);
            texts.add(access.beginSession(subject, "192.0.2.7", null).text());
        }
        assertThat(gate.session(texts.getFirst())).isEmpty();
        assertThat(texts.stream().skip(1)).allMatch(text -> gate.session(text).isPresent());
    }

    @Test
    void theLastAdministratorCannotBeTakenAway() {
        token(Role.ADMIN);
        AccessService.Issued<Token> last = token(Role.ADMIN);
        access.putUser("ada", Role.ADMIN, "long enough for it", false, "somebody");
        now = now.plus(Duration.ofDays(1)); // the tokens are over
        assertThatThrownBy(() -> access.removeUser("ada")).isInstanceOf(AccessService.RefusedException.class);
        assertThatThrownBy(() -> access.putUser("ada", Role.VIEWER, null, false, "ada"))
                .isInstanceOf(AccessService.RefusedException.class);
        assertThatThrownBy(() -> access.putUser("ada", Role.ADMIN, null, true, "ada"))
                .isInstanceOf(AccessService.RefusedException.class);
        assertThat(access.revokeToken(last.entry().id())).isTrue();
    }

    @Test
    void passwordsAreHashedWithSaltAndComparedWhole() {
        Passwords passwords = new Passwords();
        String hash = passwords.hash("pässword of some length");
        assertThat(hash)
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .isNotEqualTo(passwords.hash("pässword of some length"));
        assertThat(passwords.verify("pässword of some length", hash)).isTrue();
        assertThat(passwords.verify("pässword of some lengt", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
        assertThat(passwords.verify("x", "x")).isFalse();
        // A cost that would occupy the processor is no hash of ours.
        assertThat(passwords.verify("x", hash.replace("m=19456", "m=999999"))).isFalse();
        assertThat(passwords.verify("x", hash.replace("t=2", "t=999"))).isFalse();
    }
}
