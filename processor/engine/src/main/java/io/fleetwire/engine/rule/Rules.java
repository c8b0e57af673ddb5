package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules: the list is the documentation. */
public final class Rules {

    /** In the order in which they are asked. */
    public static final List<Rule> ALL = List.of(
            new Overspeed(),
            new HarshBrake(),
            new HarshAcceleration(),
            new HarshCornering(),
            new Idling(),
            new Sos(),
            new Crash(),
            DeviceSignal.forPeople("tow", Signal.TOW, Severity.CRITICAL, "The vehicle is being towed"),
            DeviceSignal.forPeople("jamming", Signal.JAMMING, Severity.CRITICAL, "The device's radio is being jammed"),
            new DeviceSignal("power-cut", Signal.POWER_CUT, Severity.WARNING, "The device lost the vehicle's power"),
            new DeviceSignal("unplug", Signal.UNPLUG, Severity.WARNING, "The device was unplugged"),
            DeviceSignal.forPeople("tamper", Signal.TAMPER, Severity.WARNING, "The device was tampered with"),
            new DeviceSignal("fall-down", Signal.FALL_DOWN, Severity.WARNING, "The vehicle or device fell over"),
            new DeviceSignal("low-battery", Signal.LOW_BATTERY, Severity.INFO, "The device's battery is low"));

    private Rules() {}

    /** The ids of every alert there can be. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(ALL.stream().map(Rule::id).toList());
        ids.add(GeofenceCrossing.ENTER);
        ids.add(GeofenceCrossing.EXIT);
        ids.add(DeviceSilence.ID);
        ids.add(ClockOffset.ID);
        return ids;
    }

    /** What is to be told of the open episodes, as far as they are known. */
    public static List<Fact.Revisable> open(EpisodeStates episodes, String vehicleId) {
        List<Fact.Revisable> open = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            @Nullable EpisodeState episode = episodes.at(i);
            if (episode != null) {
                Episode.retell(ALL.get(i), episode, vehicleId, open);
            }
        }
        return open;
    }

    /** Asks every rule; what is to be told is added to {@code out}. */
    public static EpisodeStates step(EpisodeStates episodes, RuleInput input, List<Fact.Revisable> out) {
        EpisodeStates next = episodes;
        for (int i = 0; i < ALL.size(); i++) {
            @Nullable EpisodeState before = episodes.at(i);
            @Nullable EpisodeState after = Episode.step(ALL.get(i), before, input, out);
            if (before != null || after != null) {
                next = next.with(i, after);
            }
        }
        return next;
    }
}
