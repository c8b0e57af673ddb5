package io.fleetwire.service.net;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Places that are scarce, shared by who asks: so many for each unit ({@link IpAddress#unit()}), so many in all. Whoever comes gets a place; where there was
 * none left, the one that has held its place longest goes, of the unit that holds most. So the patient attacker loses, and the quick honest call never waits.
 *
 * @param <T> what holds a place, by identity
 */
public final class FairShare<T> {

    private final int mostPerUnit;
    private final int most;
    private final Map<String, Set<T>> byUnit = new HashMap<>();
    private int held;

    public FairShare(int mostPerUnit, int most) {
        if (mostPerUnit < 1 || most < mostPerUnit) {
            throw new IllegalArgumentException(
                    "a share gives at least one place to a unit, and no more to one than to all");
        }
        this.mostPerUnit = mostPerUnit;
        this.most = most;
    }

    /** Takes a place; who has to go for it, if anybody: it has lost its place already. */
    public synchronized Optional<T> enter(String unit, T one) {
        Set<T> own = byUnit.computeIfAbsent(unit, none -> new LinkedHashSet<>());
        if (!own.add(one)) {
            return Optional.empty();
        }
        held++;
        if (own.size() > mostPerUnit) {
            return Optional.of(evictOldest(unit));
        }
        return held > most ? Optional.of(evictOldest(heaviest())) : Optional.empty();
    }

    /** Gives a place back; false: it had none any more. */
    public synchronized boolean leave(String unit, T one) {
        Set<T> own = byUnit.get(unit);
        if (own == null || !own.remove(one)) {
            return false;
        }
        held--;
        forgetIfEmpty(unit, own);
        return true;
    }

    /** Places that are taken. */
    public synchronized int held() {
        return held;
    }

    private T evictOldest(String unit) {
        Set<T> own = byUnit.getOrDefault(unit, Set.of());
        Iterator<T> oldest = own.iterator();
        T evicted = oldest.next();
        oldest.remove();
        held--;
        forgetIfEmpty(unit, own);
        return evicted;
    }

    /** Only when everything is full: no more units than there are places. */
    private String heaviest() {
        return byUnit.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private void forgetIfEmpty(String unit, Set<T> own) {
        if (own.isEmpty()) {
            byUnit.remove(unit);
        }
    }
}
