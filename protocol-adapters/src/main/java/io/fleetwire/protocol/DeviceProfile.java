package io.fleetwire.protocol;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows about a device that its bytes do not say.
 *
 * @param model the product, such as {@code FMB640}: ids mean different things on different models; null: unknown
 * @param timeZone of times that carry none; null: what the protocol's document says
 * @param lenientChecksum this model is known to send frames with a wrong checksum or length
 * @param replyToLocations this clone disconnects unless its locations are answered
 * @param addressedCommands it understands commands that name their device (Teltonika's Codec 14), and refuses those that are not its own
 * @param bigEndianMileage its mileage in GT06's modules (type 70, module 2E) is big-endian like everything else there; most write it little-endian
 */
public record DeviceProfile(
        @Nullable String model,
        @Nullable ZoneOffset timeZone,
        boolean lenientChecksum,
        boolean replyToLocations,
        boolean addressedCommands,
        boolean bigEndianMileage) {

    /** One that is asked in the way that every firmware knows. */
    public DeviceProfile(
            @Nullable String model, @Nullable ZoneOffset timeZone, boolean lenientChecksum, boolean replyToLocations) {
        this(model, timeZone, lenientChecksum, replyToLocations, false, false);
    }

    /** Nothing special. */
    public static final DeviceProfile DEFAULT = new DeviceProfile(null, null, false, false);

    /**
     * From the settings in the device registry.
     *
     * @throws IllegalArgumentException where {@code timeZone} is no offset such as {@code +08:00}
     */
    public static DeviceProfile of(Map<String, String> settings) {
        String zone = settings.get("timeZone");
        try {
            return new DeviceProfile(
                    settings.get("model"),
                    zone == null ? null : ZoneOffset.of(zone),
                    Boolean.parseBoolean(settings.get("lenientChecksum")),
                    Boolean.parseBoolean(settings.get("replyToLocations")),
                    Boolean.parseBoolean(settings.get("addressedCommands")),
                    Boolean.parseBoolean(settings.get("bigEndianMileage")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timeZone must be an offset such as +08:00", e);
        }
    }
}
