package io.fleetwire.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about the device itself, which does not change from day to day: what its id is recognised by. Null: not said.
 *
 * @param model the product
 * @param firmware its version
 * @param sim the ICCID of its SIM
 */
public record SelfDescription(
        @Nullable String model,
        @Nullable String firmware,
        @Nullable String sim) {

    /** Nearly every record says nothing. */
    public static final SelfDescription NOTHING = new SelfDescription(null, null, null);

    /** From attributes named {@code model}, {@code firmware} and {@code iccid}. */
    public static SelfDescription of(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return NOTHING;
        }
        String model = attributes.get("model");
        String firmware = attributes.get("firmware");
        String sim = attributes.get("iccid");
        return model == null && firmware == null && sim == null ? NOTHING : new SelfDescription(model, firmware, sim);
    }
}
