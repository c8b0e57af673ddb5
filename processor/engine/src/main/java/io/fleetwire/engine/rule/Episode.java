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
    static void retell(Rule rule, EpisodeState episode, String vehicleId, List<Fact.Revisable> out) {
        if (episode.open()) {
            int before = out.size();
            tell(rule, episode, rule.describe(episode), vehicleId, null, out);
            if (rule.staysOpen()) {
                // Whether it counts against somebody is told at its end only.
                out.subList(before, out.size()).removeIf(BehaviorFact.class::isInstance);
            }
        }
    }

    /** The watch after a moment; what is to be told is added to {@code out}. */
    static @Nullable EpisodeState step(
            Rule rule, @Nullable EpisodeState episode, RuleInput input, List<Fact.Revisable> out) {
        Level level = rule.level(input);
        if (episode == null) {
            return level == Level.ON ? openIfDue(rule, begin(rule, input), input, out) : null;
        }
        if (input.atMs() - episode.seenMs() > rule.maxGapMs(input)) {
            close(rule, episode, input.vehicleId(), out);
            return level == Level.ON ? openIfDue(rule, begin(rule, input), input, out) : null;
        }
        return switch (level) {
            case UNKNOWN -> episode;
            case ON -> openIfDue(rule, extend(rule, episode, input), input, out);
            case HOLD -> episode.open() ? openIfDue(rule, extend(rule, episode, input), input, out) : null;
            case OFF ->
                rule.endsByItsKind() && input.kind() != episode.kind()
                        ? episode
                        : episode.open() ? fade(rule, episode, input, out) : null;
        };
    }

    private static EpisodeState begin(Rule rule, RuleInput input) {
        return new EpisodeState(
                false,
                input.atMs(),
                input.atMs(),
                EpisodeState.NEVER,
                rule.value(input),
                0,
                0,
                rule.reference(input),
                0,
                rule.byDevice(input),
                false,
                null,
                input.driverId(),
                input.tripId(),
                input.lat(),
                input.lon(),
                input.kind());
    }

    private static EpisodeState extend(Rule rule, EpisodeState episode, RuleInput input) {
        double value = rule.value(input);
        double seconds = (input.atMs() - episode.seenMs()) / 1000.0;
        double metres = Double.isNaN(input.distanceM()) ? 0 : input.distanceM();
        return copy(
                episode,
                input.atMs(),
                EpisodeState.NEVER,
                larger(episode.worst(), value),
                episode.valueSeconds() + (Double.isNaN(value) ? 0 : value * seconds),
                episode.distanceM() + metres,
                larger(episode.extra(), rule.extra(episode, input)),
                episode.device() || rule.byDevice(input));
    }

    /** The condition fails: the episode closes once it has failed for long enough, at the moment it began to fail. */
    private static @Nullable EpisodeState fade(
            Rule rule, EpisodeState episode, RuleInput input, List<Fact.Revisable> out) {
        long offSinceMs = episode.offSinceMs() == EpisodeState.NEVER ? input.atMs() : episode.offSinceMs();
        EpisodeState fading = copy(
                episode,
                episode.seenMs(),
                offSinceMs,
                episode.worst(),
                episode.valueSeconds(),
                episode.distanceM(),
                larger(episode.extra(), rule.extra(episode, input)),
                episode.device());
        if (input.atMs() - offSinceMs >= rule.timing().closeAfterMs()) {
            close(rule, fading, input.vehicleId(), out);
            return null;
        }
        return fading;
    }

    private static EpisodeState openIfDue(Rule rule, EpisodeState episode, RuleInput input, List<Fact.Revisable> out) {
        if (!episode.open() && input.atMs() - episode.sinceMs() < rule.openAfterMs(input)) {
            return episode;
        }
        Rule.Description description = rule.describe(episode);
        Alert.Severity told = episode.told();
        if (told != null && description.severity().compareTo(told) <= 0) {
            return episode;
        }
        EpisodeState opened = episode.opened(
                description.severity(),
                episode.open() ? episode.late() : input.lagMs() > LATE_MS,
                episode.open() || rule.keepsTrip() ? episode.tripId() : input.tripId());
        tell(rule, opened, description, input.vehicleId(), null, out);
        return opened;
    }

    private static void close(Rule rule, EpisodeState episode, String vehicleId, List<Fact.Revisable> out) {
        if (episode.open()) {
            Instant closedAt = rule.staysOpen() ? null : Instant.ofEpochMilli(episode.endMs());
            tell(rule, episode, rule.describe(episode), vehicleId, closedAt, out);
        }
    }

    private static void tell(
            Rule rule,
            EpisodeState episode,
            Rule.Description description,
            String vehicleId,
            @Nullable Instant closedAt,
            List<Fact.Revisable> out) {
        String id = FactId.of(rule.id(), vehicleId, "", episode.sinceMs());
        Map<String, Double> measures = new HashMap<>(description.measures());
        measures.put("durationS", episode.durationS());
        measures.values().removeIf(value -> value.isNaN());
        Double lat = Double.isNaN(episode.lat()) ? null : episode.lat();
        Double lon = Double.isNaN(episode.lon()) ? null : episode.lon();
        Instant openedAt = Instant.ofEpochMilli(episode.sinceMs());
        Alert alert = new Alert(
                id,
                rule.id(),
                description.severity(),
                closedAt == null ? Alert.State.OPEN : Alert.State.CLOSED,
                vehicleId,
                episode.driverId(),
                openedAt,
                closedAt,
                episode.late(),
                lat,
                lon,
                measures,
                description.message());
        out.add(new AlertFact(alert, 0, false));
        Rule.Behavior behavior = rule.behavior();
        if (behavior != null && rule.counts(episode)) {
            out.add(new BehaviorFact(
                    FactId.of("behavior/" + rule.id(), vehicleId, "", episode.sinceMs()),
                    behavior.kind(),
                    vehicleId,
                    episode.driverId(),
                    episode.tripId(),
                    openedAt,
                    episode.worst(),
                    behavior.unit(),
                    episode.distanceM(),
                    episode.durationS(),
                    description.grade(),
                    episode.device() ? "device" : "derived",
                    lat,
                    lon,
                    0,
                    false));
        }
    }

    private static EpisodeState copy(
            EpisodeState episode,
            long seenMs,
            long offSinceMs,
            double worst,
            double valueSeconds,
            double distanceM,
            double extra,
            boolean device) {
        return new EpisodeState(
                episode.open(),
                episode.sinceMs(),
                seenMs,
                offSinceMs,
                worst,
                valueSeconds,
                distanceM,
                episode.reference(),
                extra,
                device,
                episode.late(),
                episode.told(),
                episode.driverId(),
                episode.tripId(),
                episode.lat(),
                episode.lon(),
                episode.kind());
    }

    private static double larger(double a, double b) {
        if (Double.isNaN(a)) {
            return b;
        }
        return Double.isNaN(b) ? a : Math.max(a, b);
    }
}
