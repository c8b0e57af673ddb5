package io.fleetwire.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a process can do its work. */
@FunctionalInterface
public interface Probe {

    /** How long one question may take. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** Asks once; a refusal of any kind is a no. */
    boolean isReady() throws InterruptedException;

    /** Something accepts connections on this port of loopback. */
    static Probe port(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** This address answers with a status below 300. */
    static Probe http(String url) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        return () -> {
            try {
                return client.send(request, BodyHandlers.discarding()).statusCode() < 300;
            } catch (IOException e) {
                return false;
            }
        };
    }
}
