package io.fleetwire.service.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whoever logged in with a browser proves it once more before something dangerous: a screen that was left open and a stolen cookie are not the person. A call
 * that bears a token has just proved it.
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

    private final AccessService access;
    private final Authenticator authenticator;
    private final LoginThrottle throttle;

    StepUp(AccessService access, Authenticator authenticator, LoginThrottle throttle) {
        this.access = access;
        this.authenticator = authenticator;
        this.throttle = throttle;
    }

    /**
     * @param proof the password, or the token the session began with
     * @param from the address of who calls: guesses count there, together with those at the login
     * @throws NotProvedException where it is missing or wrong, or there were too many wrong ones
     */
    public void require(Caller caller, @Nullable String proof, String from) {
        if (caller.via() != Caller.Via.SESSION) {
            return;
        }
        if (proof == null || proof.isEmpty()) {
            throw new NotProvedException(
                    "This is dangerous: send your password, or the token you logged in with, once more as proof.");
        }
        String subject = subject(caller);
        boolean isUser = subject.startsWith(USER);
        String name = isUser ? subject.substring(USER.length()) : "token";
        Duration wait = throttle.begin(from, name);
        if (!wait.isZero()) {
            throw new NotProvedException(
                    "Too many wrong tries from here. Try again in " + (wait.toSeconds() + 1) + " s.");
        }
        boolean right = isUser
                ? access.login(name, proof).isPresent()
                : authenticator
                        .token(proof.strip())
                        .filter(token -> token.proof().equals(subject))
                        .isPresent();
        if (!right) {
            throw new NotProvedException("The proof is not what you logged in with.");
        }
        throttle.succeeded(from, name);
    }

    private static final String USER = "user/";

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
