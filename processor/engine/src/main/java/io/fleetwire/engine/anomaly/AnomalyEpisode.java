package io.fleetwire.engine.anomaly;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Anomaly;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle's run of verdicts, turned into alerts: it opens when {@link #OPEN_AT} of the last {@link #REMEMBERED} verdicts were anomalies, so that one
 * odd record is no alert, and closes after {@link #REMEMBERED} normal ones in a row, or when nothing was heard for {@link #MAX_GAP_MS}. Immutable.
 *
 * @param verdicts the last verdicts, a bit each, the newest lowest; 1 is an anomaly
 * @param sinceMs when the first of the anomalies among them was; {@link #NEVER}: there is none
 * @param lastMs when the newest verdict was
 * @param open what is being reported; null: nothing
 */
public record AnomalyEpisode(
        int verdicts, long sinceMs, long lastMs, @Nullable Open open) {

    /** The rule's id. */
    public static final String RULE = "anomaly";

    static final int REMEMBERED = 5;
    static final int OPEN_AT = 3;
    static final long MAX_GAP_MS = 15 * 60_000;
    static final long NEVER = Long.MIN_VALUE;

    private static final int MASK = (1 << REMEMBERED) - 1;

    /** No verdict yet. */
    public static final AnomalyEpisode QUIET = new AnomalyEpisode(0, NEVER, NEVER, null);

    /**
     * An episode that lasts.
     *
     * @param worst the largest error in it
     * @param top what explained the worst
     */
    public record Open(
            long atMs,
            double worst,
            double threshold,
            List<String> top,
            @Nullable String driverId,
            @Nullable Double lat,
            @Nullable Double lon) {
        public Open {
            top = List.copyOf(top);
        }
    }

    /** Where and by whom a record was made. */
    public record Scene(
            String vehicleId,
            @Nullable String driverId,
            @Nullable Double lat,
            @Nullable Double lon) {}

    /**
     * The episode after a verdict, and what is to be said: nothing, or that it opened or closed.
     *
     * @param alerts in order; a gap can close one episode just before the next begins
     */
    public record Next(AnomalyEpisode episode, List<Alert> alerts) {}

    /** Takes in a verdict of a record that is younger than all before it. */
    public Next after(long atMs, Anomaly verdict, Scene scene) {
        if (lastMs != NEVER && atMs - lastMs > MAX_GAP_MS) {
            Next fresh = QUIET.after(atMs, verdict, scene);
            return open == null
                    ? fresh
                    : new Next(
                            fresh.episode,
                            java.util.stream.Stream.concat(
                                            java.util.stream.Stream.of(closed(open, lastMs, scene)),
                                            fresh.alerts.stream())
                                    .toList());
        }
        int now = (verdicts << 1 | (verdict.isAnomaly() ? 1 : 0)) & MASK;
        long since = now == 0 ? NEVER : sinceMs == NEVER ? atMs : sinceMs;
        if (open != null) {
            return whileOpen(now, since, atMs, verdict, scene, open);
        }
        if (Integer.bitCount(now) < OPEN_AT) {
            return new Next(new AnomalyEpisode(now, since, atMs, null), List.of());
        }
        Open opened = new Open(
                since,
                verdict.reconstructionError(),
                verdict.threshold(),
                verdict.top(),
                scene.driverId,
                scene.lat,
                scene.lon);
        return new Next(
                new AnomalyEpisode(now, since, atMs, opened), List.of(alert(opened, Alert.State.OPEN, null, scene)));
    }

    private static Next whileOpen(int now, long since, long atMs, Anomaly verdict, Scene scene, Open open) {
        if (now == 0) {
            return new Next(new AnomalyEpisode(0, NEVER, atMs, null), List.of(closed(open, atMs, scene)));
        }
        Open kept = verdict.reconstructionError() <= open.worst
                ? open
                : new Open(
                        open.atMs,
                        verdict.reconstructionError(),
                        open.threshold,
                        verdict.top(),
                        open.driverId,
                        open.lat,
                        open.lon);
        return new Next(new AnomalyEpisode(now, since, atMs, kept), List.of());
    }

    private static Alert closed(Open open, long atMs, Scene scene) {
        return alert(open, Alert.State.CLOSED, Instant.ofEpochMilli(atMs), scene);
    }

    private static Alert alert(Open open, Alert.State state, @Nullable Instant closedAt, Scene scene) {
        Map<String, Double> measures = new HashMap<>();
        measures.put("reconstructionError", open.worst);
        measures.put("threshold", open.threshold);
        if (closedAt != null) {
            measures.put("durationS", (closedAt.toEpochMilli() - open.atMs) / 1_000.0);
        }
        return new Alert(
                RULE + ":" + scene.vehicleId + ":" + open.atMs,
                RULE,
                Alert.Severity.WARNING,
                state,
                scene.vehicleId,
                open.driverId,
                Instant.ofEpochMilli(open.atMs),
                closedAt,
                false,
                open.lat,
                open.lon,
                measures,
                open.top.isEmpty() ? "Unlike normal driving" : "Unlike normal driving: " + String.join(", ", open.top));
    }
}
