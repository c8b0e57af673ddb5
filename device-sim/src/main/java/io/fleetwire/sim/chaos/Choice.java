package io.fleetwire.sim.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which faults may happen, and how long they last, where somebody wants to decide that.
 *
 * @param only kinds by name; empty: all of them
 * @param lengths by name of the kind; {@link #ANY}: of all that have none of their own
 */
record Choice(Set<String> only, Map<String, Duration> lengths) {

    private static final String ANY = "";

    /**
     * @param holds {@code T} or {@code KIND=T}, seconds
     * @throws IllegalArgumentException naming the text that is none of these
     */
    static Choice of(List<String> only, List<String> holds) {
        Map<String, Duration> lengths = new HashMap<>();
        for (String hold : holds) {
            int equals = hold.indexOf('=');
            String kind = equals < 0 ? ANY : hold.substring(0, equals);
            try {
                lengths.put(kind, Duration.ofMillis((long) (Double.parseDouble(hold.substring(equals + 1)) * 1e3)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--hold takes seconds or KIND=seconds, not " + hold, e);
            }
        }
        return new Choice(new HashSet<>(only), lengths);
    }

    /** @throws IllegalArgumentException naming the kind that there is not */
    void check(List<String> names) {
        Set<String> named = new HashSet<>(only);
        named.addAll(lengths.keySet());
        named.remove(ANY);
        named.removeAll(names);
        if (!named.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no fault " + String.join(", ", named) + "; there are " + String.join(", ", names));
        }
    }

    boolean allows(String kind) {
        return only.isEmpty() || only.contains(kind);
    }

    /** @param drawn where nobody decided */
    Duration length(String kind, Duration drawn) {
        return lengths.getOrDefault(kind, lengths.getOrDefault(ANY, drawn));
    }
}
