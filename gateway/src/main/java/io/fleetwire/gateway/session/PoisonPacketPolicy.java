package io.fleetwire.gateway.session;

import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Refused.Insistent;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packets that cannot be decoded, from devices that send them until they are acknowledged, over one connection after the other, with all later records
 * waiting behind them. What came as often as {@link #TIMES} is acknowledged once its bytes are stored as a dead letter: they are kept there, and the
 * device goes on.
 */
public final class PoisonPacketPolicy {

    /** A packet damaged on its way is not damaged in the same way twice. Three connections were closed for it by now, each after the third. */
    static final int TIMES = 10;

    /** Devices that are remembered, each with the last packet of this kind; beyond, who was silent longest starts again. */
    static final int MAX_DEVICES = 10_000;

    private record Seen(int fingerprint, int times) {}

    private final Map<String, Seen> byDevice = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX_DEVICES;
        }
    };

    /** The step, with the answers that are owed to a device that insisted long enough. */
    <S> Outcome.Step<S> with(String deviceId, Outcome.Step<S> step) {
        Outcome.Step<S> answered = step;
        for (Refused part : step.refused()) {
            Insistent insistent = part.insistent();
            if (insistent != null && isOver(deviceId, insistent.fingerprint())) {
                answered = answered.reply(new Reply.WhenStored(Unpooled.wrappedBuffer(insistent.answer())));
            }
        }
        return answered;
    }

    private synchronized boolean isOver(String deviceId, int fingerprint) {
        Seen before = byDevice.get(deviceId);
        int times = before != null && before.fingerprint == fingerprint ? before.times + 1 : 1;
        if (times >= TIMES) {
            byDevice.remove(deviceId);
            return true;
        }
        byDevice.put(deviceId, new Seen(fingerprint, times));
        return false;
    }
}
