package io.fleetwire.protocol.obd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to an adapter knows.
 *
 * @param deviceId who it is; null before the identification line
 * @param plan the commands of this round; the first one is on its way while {@code dialogue} waits for an answer
 * @param headers the adapter shows headers
 * @param supported the parameters the vehicle has
 */
public record ObdSession(
        @Nullable String deviceId,
        Phase phase,
        List<String> plan,
        Dialogue dialogue,
        boolean headers,
        Set<Integer> supported,
        Due due,
        ObdReadings readings) {

    /** How far the conversation is. */
    enum Phase {
        UNIDENTIFIED,
        INITIALISING,
        POLLING
    }

    /**
     * When something is asked next.
     *
     * @param cycle the next round
     * @param slow values that hardly move, in the first round from then on
     * @param codes trouble codes, in the first round from then on
     * @param vinAsked the VIN, once
     */
    record Due(Instant cycle, Instant slow, Instant codes, boolean vinAsked) {
        static final Due AT_ONCE = new Due(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, false);
    }

    /**
     * Whether question and answer are in step.
     *
     * @param until the end of what is waited for: the answer to the plan's first command, or silence before it is asked; null: nothing is waited for
     * @param quietBy by then the wait for silence ends, even if the adapter goes on talking; null: it is an answer that is waited for
     * @param unanswered questions in a row without a fitting answer
     * @param resets in a row without a whole round of questions after them
     * @param heard the adapter has said something since its last reset
     */
    record Dialogue(@Nullable Instant until, @Nullable Instant quietBy, int unanswered, int resets, boolean heard) {

        static final Dialogue IN_STEP = new Dialogue(null, null, 0, 0, false);

        boolean isDraining() {
            return quietBy != null;
        }

        Dialogue asked(Instant deadline) {
            return new Dialogue(deadline, null, unanswered, resets, heard);
        }

        /** A fitting answer came. */
        Dialogue answered() {
            return new Dialogue(null, null, 0, resets, true);
        }

        /** No fitting answer came in time. */
        Dialogue missed() {
            return new Dialogue(null, null, unanswered + 1, resets, heard);
        }

        /** The next question waits, longer while the adapter still talks. */
        Dialogue draining(Instant now, Duration silence) {
            Instant end = now.plus(silence);
            return new Dialogue(end, end.plus(ObdPlan.LONGEST_DRAIN), unanswered, resets, heard);
        }

        /** It said something that answers nothing. */
        Dialogue talkedOver(Instant now) {
            Instant end = now.plus(ObdPlan.QUIET);
            return quietBy == null
                    ? new Dialogue(until, null, unanswered, resets, true)
                    : new Dialogue(end.isBefore(quietBy) ? end : quietBy, quietBy, unanswered, resets, true);
        }

        /** Nothing is waited for before the next round; where the last question was answered, all is well again. */
        Dialogue afterRound() {
            return unanswered == 0 ? IN_STEP : new Dialogue(null, null, unanswered, resets, heard);
        }

        /** One more reset begins. */
        Dialogue reset() {
            return new Dialogue(null, null, 0, resets + 1, false);
        }
    }

    static final ObdSession NEW = new ObdSession(
            null, Phase.UNIDENTIFIED, List.of(), Dialogue.IN_STEP, false, Set.of(), Due.AT_ONCE, ObdReadings.NONE);

    /** A conversation that begins anew, with a device that is known. */
    static ObdSession initialising(@Nullable String deviceId, Dialogue dialogue) {
        return new ObdSession(
                deviceId,
                Phase.INITIALISING,
                ObdPlan.INITIALISATION,
                dialogue,
                false,
                Set.of(),
                Due.AT_ONCE,
                ObdReadings.NONE);
    }

    /** In the middle of a round, with this question open. */
    ObdSession asking(String question, boolean withHeaders) {
        return new ObdSession(
                deviceId,
                Phase.POLLING,
                List.of(question),
                Dialogue.IN_STEP.asked(Instant.MAX),
                withHeaders,
                supported,
                due,
                readings);
    }

    /** The command that is on its way; null: none is. */
    @Nullable
    String sent() {
        return dialogue.until() == null || dialogue.isDraining() ? null : plan.getFirst();
    }

    /** The adapter has answered its reset, and was asked nothing since. */
    boolean isJustReset() {
        return phase == Phase.INITIALISING && plan.equals(ObdPlan.AFTER_RESET);
    }

    ObdSession with(Dialogue now) {
        return new ObdSession(deviceId, phase, plan, now, headers, supported, due, readings);
    }

    /** Without its first command. */
    ObdSession next(Dialogue now) {
        return new ObdSession(deviceId, phase, plan.subList(1, plan.size()), now, headers, supported, due, readings);
    }

    ObdSession learnt(boolean nowHeaders, Set<Integer> nowSupported, List<String> nowPlan, ObdReadings nowReadings) {
        return new ObdSession(deviceId, phase, nowPlan, dialogue, nowHeaders, nowSupported, due, nowReadings);
    }

    /** A round of questions. */
    ObdSession round(List<String> commands, Due nextDue) {
        return new ObdSession(
                deviceId, Phase.POLLING, commands, dialogue, headers, supported, nextDue, ObdReadings.NONE);
    }
}
