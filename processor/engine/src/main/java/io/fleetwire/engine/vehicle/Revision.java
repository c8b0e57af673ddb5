package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.rule.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has to be said when part of a vehicle's past is computed again: only what differs from what was said before. */
final class Revision {

    private final String vehicleId;
    private final Trips trips;

    /** What was said before the part that is computed again. */
    private final List<Segment> untouched;

    private final CoreState before;

    Revision(String vehicleId, Trips trips, List<Segment> untouched, CoreState before) {
        this.vehicleId = vehicleId;
        this.trips = trips;
        this.untouched = untouched;
        this.before = before;
    }

    /** What takes back something, less what is said anew anyway. */
    static List<Revisable> superseded(List<Revisable> takenBack, List<Revisable> said) {
        if (takenBack.isEmpty() || said.isEmpty()) {
            return takenBack;
        }
        Map<String, Revisable> anew = lastById(said);
        return takenBack.stream().filter(each -> !anew.containsKey(each.id())).toList();
    }

    /** The new and the changed conclusions as they are, then the vanished ones as what they were before the part, or deleted. */
    List<Revisable> difference(List<Revisable> told, List<Revisable> now) {
        Map<String, Revisable> lastTold = lastById(told);
        Map<String, Revisable> lastNow = lastById(now);
        List<Revisable> said = new ArrayList<>();
        lastNow.forEach((id, conclusion) -> {
            if (!conclusion.equals(lastTold.get(id))) {
                said.add(conclusion);
            }
        });
        lastTold.forEach((id, conclusion) -> {
            if (!lastNow.containsKey(id)) {
                Revisable earlier = earlier(id);
                said.add(earlier == null ? conclusion.revised(0, true) : earlier);
            }
        });
        return said;
    }

    /** What was known of a trip or an episode when the part began; null: it began within. */
    private @Nullable Revisable earlier(String id) {
        Revisable inWindow = lastById(Window.told(untouched)).get(id);
        if (inWindow != null) {
            return inWindow;
        }
        Trip trip = before.tripTracker().trip();
        if (trip != null && trip.id().equals(id)) {
            return trip.fact(vehicleId, trips);
        }
        return lastById(Rules.open(before.episodes(), vehicleId)).get(id);
    }

    private static Map<String, Revisable> lastById(List<Revisable> conclusions) {
        Map<String, Revisable> last = new LinkedHashMap<>();
        conclusions.forEach(conclusion -> last.put(conclusion.id(), conclusion));
        return last;
    }
}
