package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.FactId;
import io.fleetwire.event.Alert;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one machine that turns a condition into alerts: quiet (no watch), suspected since, open since. An episode is told when it opens, when it becomes
 * more severe and when it closes; its id is made of rule, vehicle and beginning.
 */
final class Episode {

    /** An alert from a record that came longer after its time than this is late: news from a stored backlog. */
    static final long LATE_MS = 60_000;

    private Episode() {}

    /** What was last told of an open episode, by and large: with what has been measured since. */
    static void retell(Rule rule, Watch watch, String vehicleId, List<Fact.Revisable> out) {
        if (watch.open()) {
            int before = out.size();
            tell(rule, watch, rule.describe(watch), vehicleId, null, out);
            if (rule.staysOpen()) {
                // Whether it counts against somebody is told at its end only.
                out.subList(before, out.size()).removeIf(BehaviorFact.class::isInstance);
            }
        }
    }

    /** The watch after a moment; what is to be told is added to {@code out}. */
    static @Nullable Watch step(Rule rule, @Nullable Watch watch, Moment moment, List<Fact.Revisable> out) {
        Level level = rule.level(moment);
        if (watch == null) {
            return level == Level.ON ? openIfDue(rule, begin(rule, moment), moment, out) : null;
        }
        if (moment.atMs() - watch.seenMs() > rule.maxGapMs(moment)) {
            close(rule, watch, moment.vehicleId(), out);
            return level == Level.ON ? openIfDue(rule, begin(rule, moment), moment, out) : null;
        }
        return switch (level) {
            case UNKNOWN -> watch;
            case ON -> openIfDue(rule, extend(rule, watch, moment), moment, out);
            case HOLD -> watch.open() ? openIfDue(rule, extend(rule, watch, moment), moment, out) : null;
            case OFF ->
                rule.endsByItsKind() && moment.kind() != watch.kind()
                        ? watch
                        : watch.open() ? fade(rule, watch, moment, out) : null;
        };
    }

    private static Watch begin(Rule rule, Moment moment) {
        return new Watch(
                false,
                moment.atMs(),
                moment.atMs(),
                Watch.NEVER,
                rule.value(moment),
                0,
                0,
                rule.reference(moment),
                0,
                rule.byDevice(moment),
                false,
                null,
                moment.driverId(),
                moment.tripId(),
                moment.lat(),
                moment.lon(),
                moment.kind());
    }

    private static Watch extend(Rule rule, Watch watch, Moment moment) {
        double value = rule.value(moment);
        double seconds = (moment.atMs() - watch.seenMs()) / 1000.0;
        double metres = Double.isNaN(moment.distanceM()) ? 0 : moment.distanceM();
        return copy(
                watch,
                moment.atMs(),
                Watch.NEVER,
                larger(watch.worst(), value),
                watch.valueSeconds() + (Double.isNaN(value) ? 0 : value * seconds),
                watch.distanceM() + metres,
                larger(watch.extra(), rule.extra(watch, moment)),
                watch.device() || rule.byDevice(moment));
    }

    /** The condition fails: the episode closes once it has failed for long enough, at the moment it began to fail. */
    private static @Nullable Watch fade(Rule rule, Watch watch, Moment moment, List<Fact.Revisable> out) {
        long offSinceMs = watch.offSinceMs() == Watch.NEVER ? moment.atMs() : watch.offSinceMs();
        Watch fading = copy(
                watch,
                watch.seenMs(),
                offSinceMs,
                watch.worst(),
                watch.valueSeconds(),
                watch.distanceM(),
                larger(watch.extra(), rule.extra(watch, moment)),
                watch.device());
        if (moment.atMs() - offSinceMs >= rule.timing().closeAfterMs()) {
            close(rule, fading, moment.vehicleId(), out);
            return null;
        }
        return fading;
    }

    private static Watch openIfDue(Rule rule, Watch watch, Moment moment, List<Fact.Revisable> out) {
        if (!watch.open() && moment.atMs() - watch.sinceMs() < rule.openAfterMs(moment)) {
            return watch;
        }
        Rule.Description description = rule.describe(watch);
        Alert.Severity told = watch.told();
        if (told != null && description.severity().compareTo(told) <= 0) {
            return watch;
        }
        Watch opened = watch.opened(
                description.severity(),
                watch.open() ? watch.late() : moment.lagMs() > LATE_MS,
                watch.open() || rule.keepsTrip() ? watch.tripId() : moment.tripId());
        tell(rule, opened, description, moment.vehicleId(), null, out);
        return opened;
    }

    private static void close(Rule rule, Watch watch, String vehicleId, List<Fact.Revisable> out) {
        if (watch.open()) {
            Instant closedAt = rule.staysOpen() ? null : Instant.ofEpochMilli(watch.endMs());
            tell(rule, watch, rule.describe(watch), vehicleId, closedAt, out);
        }
    }

    private static void tell(
            Rule rule,
            Watch watch,
            Rule.Description description,
            String vehicleId,
            @Nullable Instant closedAt,
            List<Fact.Revisable> out) {
        String id = FactId.of(rule.id(), vehicleId, "", watch.sinceMs());
        Map<String, Double> measures = new HashMap<>(description.measures());
        measures.put("durationS", watch.durationS());
        measures.values().removeIf(value -> value.isNaN());
        Double lat = Double.isNaN(watch.lat()) ? null : watch.lat();
        Double lon = Double.isNaN(watch.lon()) ? null : watch.lon();
        Instant openedAt = Instant.ofEpochMilli(watch.sinceMs());
        Alert alert = new Alert(
                id,
                rule.id(),
                description.severity(),
                closedAt == null ? Alert.State.OPEN : Alert.State.CLOSED,
                vehicleId,
                watch.driverId(),
                openedAt,
                closedAt,
                watch.late(),
                lat,
                lon,
                measures,
                description.message());
        out.add(new AlertFact(alert, 0, false));
        Rule.Behavior behavior = rule.behavior();
        if (behavior != null && rule.counts(watch)) {
            out.add(new BehaviorFact(
                    FactId.of("behavior/" + rule.id(), vehicleId, "", watch.sinceMs()),
                    behavior.kind(),
                    vehicleId,
                    watch.driverId(),
                    watch.tripId(),
                    openedAt,
                    watch.worst(),
                    behavior.unit(),
                    watch.distanceM(),
                    watch.durationS(),
                    description.grade(),
                    watch.device() ? "device" : "derived",
                    lat,
                    lon,
                    0,
                    false));
        }
    }

    private static Watch copy(
            Watch watch,
            long seenMs,
            long offSinceMs,
            double worst,
            double valueSeconds,
            double distanceM,
            double extra,
            boolean device) {
        return new Watch(
                watch.open(),
                watch.sinceMs(),
                seenMs,
                offSinceMs,
                worst,
                valueSeconds,
                distanceM,
                watch.reference(),
                extra,
                device,
                watch.late(),
                watch.told(),
                watch.driverId(),
                watch.tripId(),
                watch.lat(),
                watch.lon(),
                watch.kind());
    }

    private static double larger(double a, double b) {
        if (Double.isNaN(a)) {
            return b;
        }
        return Double.isNaN(b) ? a : Math.max(a, b);
    }
}
