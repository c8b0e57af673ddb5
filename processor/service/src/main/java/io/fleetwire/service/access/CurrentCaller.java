package io.fleetwire.service.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who makes the call that is being answered. */
@RequestScoped
public class CurrentCaller {

    /** Where an identity keeps its caller. */
    public static final String ATTRIBUTE = "fleetwire.caller";

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; only for routes that need a role. */
    public Caller get() {
        return Optional.<Caller>ofNullable(identity.getAttribute(ATTRIBUTE))
                .orElseThrow(() -> new IllegalStateException("this route lets anybody in"));
    }
}
