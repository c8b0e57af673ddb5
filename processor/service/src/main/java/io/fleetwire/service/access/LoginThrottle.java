package io.fleetwire.service.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * How often somebody may guess: five wrong ones from an address for a user, then a minute's wait that doubles with each further one, up to a quarter of an
 * hour; thirty a minute from an address for anybody. Counted by address and user together, so nobody can lock somebody else out from afar.
 */
public final class LoginThrottle {

    static final int FREE = 5;
    static final int FREE_PER_ADDRESS = 30;
    static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    /** Who stayed away for this long starts anew. */
    static final Duration FORGET = Duration.ofHours(1);

    /** Most pairs and addresses that are remembered: the one not heard of for longest goes. */
    static final int MOST_REMEMBERED = 20_000;

    private record Tries(int wrong, Instant last, Instant waitUntil) {}

    private final InstantSource clock;
    private final LinkedHashMap<String, Tries> remembered = new LinkedHashMap<>();

    public LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a try before it is looked at, as if it were wrong: tries at the same moment count as well.
     *
     * @return zero: go on; else how long to wait
     */
    public synchronized Duration begin(String address, String user) {
        Instant now = clock.instant();
        Duration wait = max(left(pair(address, user), now), left(address, now));
        if (wait.isZero()) {
            count(pair(address, user), FREE, now);
            count(address, FREE_PER_ADDRESS, now);
        }
        return wait;
    }

    /** The try was right: the user's count from there starts anew. */
    public synchronized void succeeded(String address, String user) {
        remembered.remove(pair(address, user));
        remembered.computeIfPresent(
                address, (key, tries) -> new Tries(Math.max(0, tries.wrong() - 1), tries.last(), Instant.EPOCH));
    }

    private Duration left(String key, Instant now) {
        Tries tries = remembered.get(key);
        if (tries == null || !now.isBefore(tries.last().plus(FORGET))) {
            remembered.remove(key);
            return Duration.ZERO;
        }
        return tries.waitUntil().isAfter(now) ? Duration.between(now, tries.waitUntil()) : Duration.ZERO;
    }

    private void count(String key, int free, Instant now) {
        Tries before = remembered.remove(key);
        int wrong = before == null ? 1 : before.wrong() + 1;
        remembered.put(key, new Tries(wrong, now, wrong < free ? now : now.plus(waitAfter(wrong - free))));
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.pollFirstEntry();
        }
    }

    /** How many pairs and addresses. */
    synchronized int remembered() {
        return remembered.size();
    }

    private static Duration waitAfter(int beyond) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** An address has no line break. */
    private static String pair(String address, String user) {
        return address + "\n" + user;
    }
}
