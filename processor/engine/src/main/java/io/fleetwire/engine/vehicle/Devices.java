package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.Observation.Reading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a vehicle and which of them says where it is. Immutable.
 *
 * <p>Two sources of positions in one vehicle, a tracker and a phone, never agree to the metre; driven along both, each pair of fixes would add a
 * zig-zag. So one is the primary source at a time. Another takes its place when the primary has been without a fix for three of its usual
 * intervals (at least a minute), or when the other is known well and twice as good, by the product of interval and accuracy.
 */
final class Devices {

    /** Most devices remembered of a vehicle: a tracker, a dongle, a camera and a phone. The one unheard for longest makes room. */
    static final int MOST = 4;

    /** Why a fix was not used: another device of the vehicle is the source of its positions. */
    static final String SECONDARY = "secondary-source";

    static final Devices NONE = new Devices(new Device[0], "");

    private static final int STALE_INTERVALS = 3;
    private static final long STALE_MS = 60_000;

    /** How much better another source must be. */
    private static final double BETTER = 0.5;

    /** A device that was silent for so long beside another one is no longer the one that detects harsh manoeuvres. */
    private static final long DETECTS_MS = 600_000;

    private final Device[] all;
    private final String primary;

    private Devices(Device[] all, String primary) {
        this.all = all;
        this.primary = primary;
    }

    static Devices of(List<Device> devices, String primary) {
        return devices.isEmpty() ? NONE : new Devices(devices.toArray(Device[]::new), primary);
    }

    List<Device> all() {
        return List.of(all);
    }

    /** The id of the primary source of positions; empty before the first fix. */
    String primary() {
        return primary;
    }

    @Nullable
    Device get(String id) {
        for (Device each : all) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return null;
    }

    /** The device as it is known by now. */
    Device orNew(String id) {
        Device known = get(id);
        return known == null ? Device.heardFirst(id) : known;
    }

    /** The device heard last; null before the first record. */
    @Nullable
    Device newest() {
        @Nullable Device newest = null;
        for (Device each : all) {
            newest = newest == null || each.lastMs() > newest.lastMs() ? each : newest;
        }
        return newest;
    }

    /** Whether one of the devices still there reports harsh manoeuvres itself, so that none has to be derived. */
    boolean detectHarsh(long nowMs) {
        for (Device each : all) {
            if (each.harshMs() != Track.NEVER && nowMs - each.lastMs() <= DETECTS_MS) {
                return true;
            }
        }
        return false;
    }

    /** The devices after a record. */
    Devices heard(Reading reading, boolean isActive) {
        Device device = orNew(reading.deviceId()).heard(reading, isActive);
        boolean places = reading.fix() != null && reading.fix().valid();
        String source = places && takesOver(device) ? device.id() : primary;
        return with(device, source);
    }

    private Devices with(Device device, String source) {
        int at = all.length;
        for (int i = 0; i < all.length; i++) {
            if (all[i].id().equals(device.id())) {
                at = i;
            }
        }
        if (at == MOST) {
            at = 0;
            for (int i = 1; i < MOST; i++) {
                at = all[i].lastMs() < all[at].lastMs() ? i : at;
            }
        }
        Device[] next = Arrays.copyOf(all, Math.max(all.length, at + 1));
        next[at] = device;
        return new Devices(next, source);
    }

    private boolean takesOver(Device device) {
        Device now = get(primary);
        if (now == null || device.id().equals(primary)) {
            return true;
        }
        long freshMs = Math.max(STALE_MS, STALE_INTERVALS * now.placing().pace().usualMs());
        if (device.placing().lastMs() - now.placing().lastMs() > freshMs) {
            return true;
        }
        return device.placing().fixes() >= Device.Placing.ENOUGH_FIXES
                && device.placing().badness() < BETTER * now.placing().badness();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Devices devices && primary.equals(devices.primary) && Arrays.equals(all, devices.all);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(all) + primary.hashCode();
    }

    @Override
    public String toString() {
        return "Devices[primary=" + primary + ", " + Arrays.toString(all) + "]";
    }
}
