package io.fleetwire.protocol.obd;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to an adapter knows.
 *
 * @param deviceId who it is; null before the identification line
 * @param plan the commands of this round; the first one is on its way while {@code deadline} is set
 * @param deadline until then the reply to the first command may take; null: nothing was asked
 * @param silent commands without a reply, one after the other
 * @param resets attempts to wake a silent adapter, one after the other
 * @param headers the adapter shows headers
 * @param supported the parameters the vehicle has
 */
public record ObdSession(
        @Nullable String deviceId,
        Phase phase,
        List<String> plan,
        @Nullable Instant deadline,
        int silent,
        int resets,
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

    static final ObdSession NEW = new ObdSession(
            null, Phase.UNIDENTIFIED, List.of(), null, 0, 0, false, Set.of(), Due.AT_ONCE, ObdReadings.NONE);

    /** A conversation that begins anew, with a device that is known. */
    static ObdSession initialising(@Nullable String deviceId, int resets) {
        return new ObdSession(
                deviceId,
                Phase.INITIALISING,
                ObdPlan.INITIALISATION,
                null,
                0,
                resets,
                false,
                Set.of(),
                Due.AT_ONCE,
                ObdReadings.NONE);
    }

    /** The first command is on its way. */
    ObdSession asked(Instant until) {
        return new ObdSession(deviceId, phase, plan, until, silent, resets, headers, supported, due, readings);
    }

    /** Without its first command. */
    ObdSession next(boolean answered) {
        return new ObdSession(
                deviceId,
                phase,
                plan.subList(1, plan.size()),
                null,
                answered ? 0 : silent + 1,
                answered ? 0 : resets,
                headers,
                supported,
                due,
                readings);
    }

    ObdSession learnt(boolean nowHeaders, Set<Integer> nowSupported, List<String> nowPlan, ObdReadings nowReadings) {
        return new ObdSession(
                deviceId, phase, nowPlan, deadline, silent, resets, nowHeaders, nowSupported, due, nowReadings);
    }

    /** A round of questions. */
    ObdSession round(List<String> commands, Due nextDue) {
        return new ObdSession(
                deviceId, Phase.POLLING, commands, null, silent, resets, headers, supported, nextDue, ObdReadings.NONE);
    }
}
