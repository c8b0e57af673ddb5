package io.fleetwire.engine.job.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well scores separate abnormal windows from normal ones, whatever the threshold. */
final class Ranking {

    private Ranking() {}

    /** Area under the receiver operating characteristic: the chance that an abnormal window scores higher than a normal one. NaN without both kinds. */
    static double rocAuc(double[] scores, boolean[] abnormal) {
        Integer[] order = ascending(scores);
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            // Equal scores share their mean rank.
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (abnormal[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = order.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** Area under precision over recall as average precision; a guess has the share of abnormal windows. NaN without any. */
    static double prAuc(double[] scores, boolean[] abnormal) {
        Integer[] order = ascending(scores);
        double area = 0;
        long found = 0;
        for (int to = order.length; to > 0; ) {
            int from = to;
            long before = found;
            // Equal scores are found together.
            while (from > 0 && scores[order[from - 1]] == scores[order[to - 1]]) {
                from--;
                found += abnormal[order[from]] ? 1 : 0;
            }
            area += (found - before) * (found / (double) (order.length - from));
            to = from;
        }
        return found == 0 ? Double.NaN : area / found;
    }

    private static Integer[] ascending(double[] scores) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        return order;
    }
}
