package io.fleetwire.service.web;

import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.CurrentCaller;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What is known of a call before it reaches its route. */
final class RequestAttributes {

    private RequestAttributes() {}

    /** Who calls; null: nobody. Known behind the authentication only. */
    static @Nullable Caller caller(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().<Caller>getAttribute(CurrentCaller.ATTRIBUTE)
                : null;
    }
}
