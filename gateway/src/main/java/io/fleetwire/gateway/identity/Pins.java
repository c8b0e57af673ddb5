package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.Pinned.Flag;
import io.fleetwire.gateway.address.Network;
import io.fleetwire.gateway.log.Printable;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.gateway.tls.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pins each device to what it showed of itself first, and flags what does not fit. A tracker's id can be read off its case; that another one uses it shows
 * in the rest. Kept in {@code fleet.config}, written when something is new; an entry per registered device at most.
 *
 * <p>What a login shows (protocol, network, certificate) is held against that caller alone. What only a session shows (model, firmware, SIM, an impossible
 * journey) refuses the id, once the policy says so, until somebody accepts it: which of the two is the true one is not for us to know.
 */
public final class Pins {

    private static final Logger LOG = LoggerFactory.getLogger(Pins.class);

    /** Longest value that is kept, in characters. */
    private static final int MAX_VALUE = 128;

    /** What happens again and again is written down once in this time. */
    private static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    /** What to do where something does not fit. */
    public enum Policy {
        OFF,
        FLAG,
        REFUSE
    }

    /** What a device is pinned to, or flagged for. */
    public enum Trait {
        PROTOCOL(true),
        MODEL(false),
        FIRMWARE(false),
        SIM(false),
        CERTIFICATE(true),
        /** Its network; trackers change it daily, so it is watched only where somebody asks for it. */
        NETWORK(true),
        /** An impossible journey. */
        TRAVEL(false),
        /** A second session from another network while the first lived; what happens then, {@code FLEETWIRE_SECOND_SESSION} says. */
        SESSION(true);

        private final boolean shownAtLogin;

        Trait(boolean shownAtLogin) {
            this.shownAtLogin = shownAtLogin;
        }

        /** In the log, in metrics and in {@code fleet.config}: {@code sim}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is watched, and what follows.
     *
     * @param watched the others are neither kept nor flagged
     */
    public record Settings(Policy policy, Set<Trait> watched) {

        /** Everything but the network, and flags only. */
        public static final Settings DEFAULT =
                new Settings(Policy.FLAG, EnumSet.complementOf(EnumSet.of(Trait.NETWORK)));

        public Settings {
            watched = Collections.unmodifiableSet(EnumSet.copyOf(watched));
        }

        /**
         * Traits by name, such as {@code protocol, sim, travel}.
         *
         * @throws IllegalArgumentException naming what is none
         */
        public static Set<Trait> traits(String text) {
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            for (String name : text.split("[,\\s]+", -1)) {
                traits.add(Arrays.stream(Trait.values())
                        .filter(trait -> trait.label().equals(name))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Trait.values())
                                                .map(Trait::label)
                                                .toList()))));
            }
            return traits;
        }
    }

    private final Settings settings;
    private final Publisher publisher;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Pinned> byDevice = new ConcurrentHashMap<>();

    Pins(Settings settings, Publisher publisher, GatewayMetrics metrics, InstantSource clock) {
        this.settings = settings;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether a caller may be the device, as far as what was seen before goes. */
    boolean permitsLogin(KnownDevice device, Caller caller) {
        Map<Trait, String> shown = new EnumMap<>(Trait.class);
        shown.put(Trait.PROTOCOL, caller.protocol());
        if (caller.address() != null) {
            shown.put(Trait.NETWORK, Network.of(caller.address()).text());
        }
        if (caller.certificate() != null) {
            shown.put(Trait.CERTIFICATE, Certificates.fingerprint(caller.certificate()));
        }
        boolean fits = shows(device, caller.remote(), shown);
        return fits && !(policy(device) == Policy.REFUSE && isFlaggedInSession(device));
    }

    private boolean isFlaggedInSession(KnownDevice device) {
        Pinned pinned = byDevice.get(device.entry().deviceId());
        return pinned != null
                && settings.watched().stream()
                        .anyMatch(trait -> !trait.shownAtLogin && pinned.flag(trait.label()) != null);
    }

    /** The device shows something of itself; false where it does not fit and the policy refuses that. */
    public boolean shows(KnownDevice device, String remote, Map<Trait, String> shown) {
        Policy policy = policy(device);
        if (policy == Policy.OFF) {
            return true;
        }
        boolean fits = true;
        for (Map.Entry<Trait, String> one : shown.entrySet()) {
            if (settings.watched().contains(one.getKey()) && !one.getValue().isBlank()) {
                fits &= fits(device.entry().deviceId(), one.getKey(), shorten(one.getValue()), remote);
            }
        }
        return fits || policy == Policy.FLAG;
    }

    /** Something happened that cannot be; false where the policy refuses the device from now on. */
    public boolean happened(KnownDevice device, Trait trait, String before, String now, String remote) {
        Policy policy = policy(device);
        if (policy == Policy.OFF || !settings.watched().contains(trait)) {
            return true;
        }
        flag(device.entry().deviceId(), trait, before, now, remote);
        return policy == Policy.FLAG || trait.shownAtLogin;
    }

    private Policy policy(KnownDevice device) {
        Policy own = device.requirements().pinning();
        return own == null ? settings.policy() : own;
    }

    private boolean fits(String deviceId, Trait trait, String value, String remote) {
        Pinned pinned = byDevice.get(deviceId);
        String first = pinned == null ? null : pinned.first().get(trait.label());
        if (value.equals(first)) {
            return true; // nearly always
        }
        if (first == null) {
            write(pinned, orNothing(pinned, deviceId).showing(trait.label(), value));
            return true;
        }
        flag(deviceId, trait, first, value, remote);
        return false;
    }

    private void flag(String deviceId, Trait trait, String expected, String seen, String remote) {
        Pinned before = byDevice.get(deviceId);
        Flag earlier = before == null ? null : before.flag(trait.label());
        Instant now = clock.instant();
        if (earlier != null && earlier.seen().equals(seen)) {
            return; // it is said with every record, and was written down
        }
        metrics.flagged(trait.label());
        if (earlier != null && now.isBefore(earlier.at().plus(WRITE_EVERY))) {
            return;
        }
        LOG.warn("{} from {}: {} was {}, is {}", deviceId, remote, trait.label(), expected, seen);
        long times = earlier == null ? 1 : earlier.times() + 1;
        write(before, orNothing(before, deviceId).flagged(new Flag(trait.label(), expected, seen, remote, now, times)));
    }

    private static Pinned orNothing(@Nullable Pinned pinned, String deviceId) {
        return pinned == null ? Pinned.nothing(deviceId) : pinned;
    }

    /** Keeps it and writes it down, unless another thread was faster: then what was seen will be seen again. */
    private void write(@Nullable Pinned before, Pinned after) {
        String deviceId = after.deviceId();
        boolean ours = before == null
                ? byDevice.putIfAbsent(deviceId, after) == null
                : byDevice.replace(deviceId, before, after);
        if (!ours) {
            return;
        }
        CompletionStage<Void> written = publisher.publish(Batch.of(after));
        written.whenComplete((stored, failure) -> {
            if (failure != null) {
                // It is seen again in the next session, and written then.
                byDevice.replace(deviceId, after, orNothing(before, deviceId));
                LOG.warn("what {} is pinned to was not written down: {}", deviceId, failure.getMessage());
            }
        });
    }

    /** An entry of {@code fleet.config}; one of ours that comes back may be older than what we know by now. */
    void put(Pinned entry) {
        byDevice.merge(entry.deviceId(), entry, (ours, theirs) -> theirs.revision() < ours.revision() ? ours : theirs);
    }

    void forget(String deviceId) {
        byDevice.remove(deviceId);
    }

    /** Device strings are attacker's text: short, and without what a terminal would obey. */
    private static String shorten(String value) {
        String clean = Printable.text(value);
        return clean.length() <= MAX_VALUE ? clean : clean.substring(0, MAX_VALUE);
    }
}
