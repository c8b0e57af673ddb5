package io.fleetwire.service.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the call that is being answered comes from. */
@ApplicationScoped
public class CurrentClient {

    private final CurrentVertxRequest request;

    CurrentClient(CurrentVertxRequest request) {
        this.request = request;
    }

    public Client get() {
        return Client.of(request.getCurrent());
    }
}
