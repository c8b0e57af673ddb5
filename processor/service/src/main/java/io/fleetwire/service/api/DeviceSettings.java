package io.fleetwire.service.api;

import io.netty.util.NetUtil;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The settings a device can have, checked before the gateway reads them: it lets nobody in by a setting that it cannot read. */
final class DeviceSettings {

    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Set<String> PINNING = Set.of("off", "flag", "refuse");
    private static final Pattern OFFSET = Pattern.compile("Z|[+-](0\\d|1[0-8]):[0-5]\\d");
    private static final Pattern MODEL = Pattern.compile("[\\p{L}\\p{N} ._/+-]{1,64}");
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    /** Name → what its value must be. */
    private record Kind(Predicate<String> accepts, String what) {}

    private static final Kind TRUTH = new Kind(TRUTHS::contains, "true or false");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("model", new Kind(text -> MODEL.matcher(text).matches(), "the name of a product")),
            Map.entry("timeZone", new Kind(text -> OFFSET.matcher(text).matches(), "an offset such as +08:00")),
            Map.entry("lenientChecksum", TRUTH),
            Map.entry("replyToLocations", TRUTH),
            Map.entry("addressedCommands", TRUTH),
            Map.entry("bigEndianMileage", TRUTH),
            Map.entry("requireTls", TRUTH),
            Map.entry("requireCertificate", TRUTH),
            Map.entry("allowFrom", new Kind(DeviceSettings::areNetworks, "addresses or networks such as 192.0.2.0/24")),
            Map.entry("offlineAfter", new Kind(DeviceSettings::isDuration, "a duration such as PT36H")),
            Map.entry("pinning", new Kind(PINNING::contains, "off, flag or refuse")));

    private DeviceSettings() {}

    static Map<String, String> checked(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            Kind kind = KINDS.get(name);
            if (kind == null) {
                throw new BadInputException("unknown setting; known settings: "
                        + String.join(", ", KINDS.keySet().stream().sorted().toList()) + ".");
            }
            if (value == null || !kind.accepts().test(value)) {
                throw new BadInputException("settings." + name + " must be " + kind.what() + ".");
            }
        });
        return settings;
    }

    private static boolean isDuration(String text) {
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean areNetworks(String text) {
        return text.length() <= 1_000
                && !text.isBlank()
                && SEPARATOR.splitAsStream(text.strip()).allMatch(DeviceSettings::isNetwork);
    }

    private static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = NetUtil.isValidIpV4Address(address)
                ? 32
                : NetUtil.isValidIpV6Address(address) && address.indexOf('%') < 0 ? 128 : -1;
        String prefix = slash < 0 ? "0" : text.substring(slash + 1);
        return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits;
    }
}
