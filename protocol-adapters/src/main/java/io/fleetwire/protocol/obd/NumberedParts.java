package io.fleetwire.protocol.obd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A payload that an adapter without headers shows as its length and numbered lines. Those of several control units can be told apart only where one ends
 * before the other begins: mixed lines are given up as a whole.
 *
 * <pre>
 *  014
 *  0: 49 02 01 31 44 34
 *  1: 47 50 30 30 52 35 35
 *  2: 42 31 32 33 34 35 36
 * </pre>
 */
final class NumberedParts {

    /** The number of a line is one hexadecimal digit: F is followed by 0. */
    private static final int NUMBERS = 16;

    private final List<String> payloads = new ArrayList<>();
    private final StringBuilder hex = new StringBuilder();
    private int announced;
    private int next;
    private String problem = "";

    /** A payload of this many bytes begins. */
    void length(int bytes) {
        if (announced > 0) {
            problem = "several control units without headers";
        }
        announced = bytes;
        next = 0;
        hex.setLength(0);
    }

    /** A line of it. */
    void part(int number, String digits) {
        if (!problem.isEmpty()) {
            return;
        }
        if (announced == 0 || number != next) {
            problem =
                    announced == 0 ? "part " + number + ": without a length" : "part " + number + ": expected " + next;
            announced = 0;
            return;
        }
        next = (next + 1) % NUMBERS;
        hex.append(digits);
        if (hex.length() >= 2 * announced) {
            payloads.add(hex.substring(0, 2 * announced));
            announced = 0;
        }
    }

    /** Whether lines are given up. */
    boolean hasProblem() {
        return !problem.isEmpty();
    }

    /** The whole ones. */
    List<String> payloads() {
        return payloads;
    }

    /** What was wrong with the others. */
    Optional<String> problem() {
        if (!problem.isEmpty()) {
            return Optional.of(problem);
        }
        return announced == 0
                ? Optional.empty()
                : Optional.of("incomplete: " + hex.length() / 2 + " of " + announced + " bytes");
    }
}
