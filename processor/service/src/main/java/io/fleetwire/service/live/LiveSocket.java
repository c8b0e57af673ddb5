package io.fleetwire.service.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.service.access.AccessConfig;
import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.Client;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.HandshakeRequest;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /ws/v1/live}: hands connections and what they say to the hub. */
@WebSocket(path = "/ws/v1/live")
public class LiveSocket {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    /** Messages that are none, before the connection ends. */
    private static final int MAX_STRIKES = 3;

    private final LiveHub hub;
    private final ConnectionAuthenticator door;
    private final Authenticator authenticator;
    private final String cookie;
    private final Map<String, LiveSubscription> screens = new ConcurrentHashMap<>();

    LiveSocket(LiveHub hub, ConnectionAuthenticator door, Authenticator authenticator, AccessConfig config) {
        this.hub = hub;
        this.door = door;
        this.authenticator = authenticator;
        this.cookie = config.cookie();
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        hub.open(sink(connection)).ifPresent(screen -> {
            if (door.open(screen, unit(connection), caller(connection.handshakeRequest()))) {
                screens.put(connection.id(), screen);
            } else {
                hub.gone(screen);
            }
        });
    }

    private static String unit(WebSocketConnection connection) {
        return String.valueOf(connection.handshakeRequest().header(Client.UNIT_HEADER));
    }

    /** Who the request that opened the connection came from; null: it didn't say, so the first message has to. */
    private @Nullable Caller caller(HandshakeRequest request) {
        String authorization = request.header("Authorization");
        if (authorization != null) {
            return authenticator
                    .bearer(authorization
                            .substring(authorization.indexOf(' ') + 1)
                            .strip())
                    .orElse(null);
        }
        String cookies = request.header("Cookie");
        return cookies == null
                ? null
                : ServerCookieDecoder.STRICT.decode(cookies).stream()
                        .filter(sent -> sent.name().equals(cookie))
                        .findFirst()
                        .flatMap(sent -> authenticator.session(sent.value()))
                        .orElse(null);
    }

    @OnTextMessage
    void said(String text, WebSocketConnection connection) {
        LiveSubscription screen = screens.get(connection.id());
        if (screen == null) {
            return; // One too many, or not let in: its connection is closing.
        }
        try {
            ClientMessage message = ClientMessage.read(text);
            if (isLetIn(screen, message) && door.subscriptionChanges(screen)) {
                hub.subscribe(screen, message);
            } else {
                screens.remove(connection.id());
                hub.gone(screen);
            }
        } catch (MalformedEventException e) {
            refuse(screen, e.reason());
        }
    }

    private boolean isLetIn(LiveSubscription screen, ClientMessage message) {
        if (door.knows(screen)) {
            return true;
        }
        if (message.token() == null) {
            door.refuse(screen, "not logged in: the first message needs a token");
            return false;
        }
        return door.login(screen, message.token());
    }

    private static void refuse(LiveSubscription screen, String reason) {
        screen.strikes++;
        if (screen.strikes >= MAX_STRIKES) {
            screen.sink.close(LiveHub.POLICY_VIOLATION, "three messages that are none");
        } else {
            screen.sink.send(error(reason)).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debug("could not tell a screen what is wrong: {}", failure.getMessage());
                }
            });
        }
    }

    private static String error(String detail) {
        try {
            return Json.mapper().writeValueAsString(Map.of("type", "error", "detail", detail));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        LiveSubscription screen = screens.remove(connection.id());
        if (screen != null) {
            door.gone(screen);
            hub.gone(screen);
        }
    }

    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        LOG.debug("screen {}: {}", connection.id(), failure.toString());
    }

    private static MessageSink sink(WebSocketConnection connection) {
        return new MessageSink() {
            @Override
            public CompletionStage<?> send(String message) {
                return connection.sendText(message).subscribeAsCompletionStage();
            }

            @Override
            public void close(int code, String reason) {
                connection
                        .close(new CloseReason(code, reason))
                        .subscribe()
                        .with(done -> {}, failure -> LOG.debug("screen did not close: {}", failure.getMessage()));
            }
        };
    }
}
