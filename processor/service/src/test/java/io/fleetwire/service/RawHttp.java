package io.fleetwire.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls with whatever bytes, from an address of its own: wrong logins there slow nobody else's test. */
final class RawHttp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Wrong logins from one address before it has to wait; a new address begins anew. */
    private static final int CALLS_PER_ADDRESS = 20;

    /** 127.66.0.0/16 is this machine, and nobody else's in these tests. */
    private static final byte[] ADDRESS = {127, 66, 0, 0};

    /** An answer. */
    record Answer(int status, String type, String body) {

        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final URI base;
    private final String token;
    private HttpClient client;
    private int address;
    private int calls;

    RawHttp(URI base, String token) {
        this.base = base;
        this.token = token;
        client = client(1);
    }

    private HttpClient client(int number) {
        address = number;
        byte[] from = ADDRESS.clone();
        from[2] = (byte) (number >> 8);
        from[3] = (byte) number;
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByAddress(from))
                    .connectTimeout(PATIENCE)
                    .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer call(String method, String path, String contentType, byte[] body) {
        return call(method, path, contentType, body, false);
    }

    /** The head first, and the body only if it is wanted. */
    Answer announce(String method, String path, String contentType, byte[] body) {
        return call(method, path, contentType, body, true);
    }

    private Answer call(String method, String path, String contentType, byte[] body, boolean announced) {
        if (path.equals("/api/v1/session") && ++calls % CALLS_PER_ADDRESS == 0) {
            client.close();
            client = client(address + 1);
        }
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .expectContinue(announced)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
