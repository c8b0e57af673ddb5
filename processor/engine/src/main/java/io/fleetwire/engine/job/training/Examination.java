package io.fleetwire.engine.job.training;

import io.fleetwire.engine.anomaly.AnomalyEpisode;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Anomaly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How good a detector is on windows that neither it nor its threshold has seen: each window by itself, and as alerts, through the same
 * {@link AnomalyEpisode} as in daily use. Windows nobody is sure of are passed through and not counted.
 */
final class Examination {

    /** Windows farther apart than this have a gap between them, which is nobody's time on the road. */
    private static final long MAX_SPACING_MS = 3_000;

    private final List<LabelledWindow> windows;

    /** @param windows each vehicle's in their order */
    Examination(List<LabelledWindow> windows) {
        this.windows = windows;
    }

    /** The figures of a detector, by name. */
    Map<String, Double> of(double[] scores, double threshold) {
        Map<String, Double> report = new TreeMap<>();
        windowByWindow(scores, threshold, report);
        alertByAlert(scores, threshold, report);
        return report;
    }

    private void windowByWindow(double[] scores, double threshold, Map<String, Double> report) {
        int[] sure = IntStream.range(0, scores.length)
                .filter(i -> !windows.get(i).label().equals(LabelledWindow.UNSURE))
                .toArray();
        double[] scored = new double[sure.length];
        boolean[] abnormal = new boolean[sure.length];
        Map<String, Share> above = new TreeMap<>();
        for (int i = 0; i < sure.length; i++) {
            LabelledWindow window = windows.get(sure[i]);
            scored[i] = scores[sure[i]];
            abnormal[i] = !window.isNormal();
            above.computeIfAbsent(window.isNormal() ? "falseWindows" : "windows." + window.label(), Share::named)
                    .count(scored[i] > threshold);
        }
        above.values().forEach(share -> report.put(share.name, share.value()));
        put(report, "rocAuc", Ranking.rocAuc(scored, abnormal));
        put(report, "prAuc", Ranking.prAuc(scored, abnormal));
        put(report, "f1", f1(scored, abnormal, threshold));
    }

    private static double f1(double[] scores, boolean[] abnormal, double threshold) {
        long hits = 0;
        long wrong = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean flagged = scores[i] > threshold;
            hits += flagged && abnormal[i] ? 1 : 0;
            wrong += flagged != abnormal[i] ? 1 : 0;
        }
        return hits == 0 ? Double.NaN : 2.0 * hits / (2.0 * hits + wrong);
    }

    private void alertByAlert(double[] scores, double threshold, Map<String, Double> report) {
        Map<String, Watched> vehicles = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            LabelledWindow window = windows.get(i);
            vehicles.computeIfAbsent(window.vehicleId(), id -> new Watched())
                    .see(window, new Anomaly(scores[i], threshold, scores[i] > threshold, List.of()));
        }
        long falseAlerts = 0;
        double hours = 0;
        Map<String, Share> found = new TreeMap<>();
        for (Watched vehicle : vehicles.values()) {
            falseAlerts += vehicle.falseAlerts;
            hours += vehicle.normalMs / 3.6e6;
            for (Spell spell : vehicle.spells) {
                found.computeIfAbsent("episodes." + spell.label, Share::named).count(spell.found);
            }
        }
        found.values().forEach(share -> report.put(share.name, share.value()));
        report.put("normalHours", hours);
        put(report, "falseAlertsPerHour", hours == 0 ? Double.NaN : falseAlerts / hours);
    }

    /** Without labelled windows there is nothing to say. */
    private static void put(Map<String, Double> report, String name, double value) {
        if (!Double.isNaN(value)) {
            report.put(name, value);
        }
    }

    /** How many of how many. */
    private static final class Share {
        private final String name;
        private long yes;
        private long all;

        private Share(String name) {
            this.name = name;
        }

        static Share named(String name) {
            return new Share(name);
        }

        void count(boolean is) {
            yes += is ? 1 : 0;
            all++;
        }

        double value() {
            return (double) yes / all;
        }
    }

    /** A fault while it lasts. */
    private static final class Spell {
        private final String label;
        private boolean found;

        Spell(String label) {
            this.label = label;
        }
    }

    /** A vehicle and what was said about it. */
    private static final class Watched {
        private final List<Spell> spells = new ArrayList<>();
        private AnomalyEpisode episode = AnomalyEpisode.QUIET;
        private String label = "";
        private long lastMs = Long.MAX_VALUE;
        private long normalMs;
        private long falseAlerts;

        void see(LabelledWindow window, Anomaly verdict) {
            if (!window.label().equals(label) && isFault(window)) {
                spells.add(new Spell(window.label()));
            }
            label = window.label();
            AnomalyEpisode.Next next = episode.after(
                    window.atMs(), verdict, new AnomalyEpisode.Scene(window.vehicleId(), null, null, null));
            episode = next.episode();
            long spanMs = window.atMs() - lastMs;
            lastMs = window.atMs();
            if (window.isNormal()) {
                normalMs += spanMs > 0 && spanMs <= MAX_SPACING_MS ? spanMs : 0;
                falseAlerts += next.alerts().stream()
                        .filter(alert -> alert.state() == Alert.State.OPEN)
                        .count();
            } else if (isFault(window) && episode.open() != null) {
                spells.getLast().found = true;
            }
        }

        private static boolean isFault(LabelledWindow window) {
            return !window.isNormal() && !window.label().equals(LabelledWindow.UNSURE);
        }
    }
}
