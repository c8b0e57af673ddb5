package io.fleetwire.service.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whoever logged in with a browser proves it once more before something dangerous, and before something that gives power: a screen that was left open and a
 * stolen cookie are not the person. A call that bears a token has just proved it.
 */
@ApplicationScoped
public class StepUp {

    /** It was not proved; says why, in a sentence. */
    public static final class NotProvedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotProvedException(String message) {
            super(message, null, false, false);
        }
    }

    private static final String USER = "user/";

    private final AccessService access;
    private final Authenticator authenticator;
    private final LoginThrottle throttle;
    private final CurrentCaller caller;
    private final CurrentClient client;
    private final MeterRegistry meters;

    StepUp(
            AccessService access,
            Authenticator authenticator,
            LoginThrottle throttle,
            CurrentCaller caller,
            CurrentClient client,
            MeterRegistry meters) {
        this.access = access;
        this.authenticator = authenticator;
        this.throttle = throttle;
        this.caller = caller;
        this.client = client;
        this.meters = meters;
    }

    /**
     * Who makes the call that is being answered proves it. Guesses count together with those at the login.
     *
     * @param proof the password, or the token the session began with
     * @throws NotProvedException where it is missing or wrong, or there were too many wrong ones
     */
    public void require(@Nullable String proof) {
        if (caller.get().via() != Caller.Via.SESSION) {
            return;
        }
        if (proof == null || proof.isEmpty()) {
            throw refused(
                    "missing",
                    "Send your password, or the token you logged in with, once more as proof: this needs it.");
        }
        String subject = subject(caller.get());
        String name = subject.startsWith(USER) ? subject.substring(USER.length()) : "token";
        String from = client.get().unit();
        Duration wait = throttle.begin(from, name);
        if (!wait.isZero()) {
            throw refused(
                    "throttled", "Too many wrong tries from here. Try again in " + (wait.toSeconds() + 1) + " s.");
        }
        if (!isRight(subject, proof)) {
            throw refused("wrong", "The proof is not what you logged in with.");
        }
        throttle.succeeded(from, name);
    }

    private boolean isRight(String subject, String proof) {
        if (proof.length() > Passwords.MOST_CHARACTERS) {
            return false;
        }
        return subject.startsWith(USER)
                ? access.login(subject.substring(USER.length()), proof).isPresent()
                : authenticator
                        .token(proof.strip())
                        .filter(token -> token.proof().equals(subject))
                        .isPresent();
    }

    private NotProvedException refused(String reason, String sentence) {
        meters.counter("fleetwire.access.proof.refused", "reason", reason).increment();
        return new NotProvedException(sentence);
    }

    /** Whether it is somebody, by password or by the identity provider, and not a program with a token. */
    public boolean isPerson(Caller caller) {
        return switch (caller.via()) {
            case OIDC -> true;
            case TOKEN -> false;
            case SESSION -> subject(caller).startsWith(USER);
        };
    }

    /** Whose session it is; a name alone could be made to look like another kind's. */
    private String subject(Caller caller) {
        String id = caller.proof().substring(caller.proof().indexOf('/') + 1);
        return access.view().session(id).map(session -> session.subject()).orElse("");
    }
}
