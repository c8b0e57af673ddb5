package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Whether the stack is whole: every process says so, and on every way devices get acknowledgements again. */
final class Readiness implements AutoCloseable {

    private static final Duration PATIENCE_WITH_ONE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE_WITH_ONE).build();
    private final List<URI> checks;
    private final Map<String, LongSupplier> acknowledged;
    private final BooleanSupplier sending;

    /**
     * @param checks what answers 200 when it is ready
     * @param acknowledged records so far, by the way they came
     * @param sending whether the devices still have something to send
     */
    Readiness(List<URI> checks, Map<String, LongSupplier> acknowledged, BooleanSupplier sending) {
        this.checks = List.copyOf(checks);
        this.acknowledged = Map.copyOf(acknowledged);
        this.sending = sending;
    }

    /**
     * Returns when everything is ready.
     *
     * @throws IOException naming what is not, after so long
     */
    void await(Duration patience) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        for (URI check : checks) {
            while (!isReady(check)) {
                giveUpAfter(deadlineNs, check.toString());
            }
        }
        Map<String, Long> before = new HashMap<>();
        acknowledged.forEach((way, count) -> before.put(way, count.getAsLong()));
        for (Map.Entry<String, Long> one : before.entrySet()) {
            LongSupplier count = Objects.requireNonNull(acknowledged.get(one.getKey()));
            while (sending.getAsBoolean() && count.getAsLong() == one.getValue()) {
                giveUpAfter(deadlineNs, "no record is acknowledged over " + one.getKey());
            }
        }
    }

    private static void giveUpAfter(long deadlineNs, String what) throws IOException, InterruptedException {
        if (System.nanoTime() > deadlineNs) {
            throw new IOException("the stack does not recover: " + what);
        }
        Thread.sleep(BETWEEN_LOOKS);
    }

    private boolean isReady(URI check) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(check).timeout(PATIENCE_WITH_ONE).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
