package io.fleetwire.service.live;

import java.util.concurrent.CompletionStage;

/** A screen's connection. */
interface MessageSink {

    /** Completes when the message has left for the network, fails when the connection is gone. */
    CompletionStage<?> send(String message);

    /** Ends the connection with a WebSocket close code. */
    void close(int code, String reason);
}
