package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import java.util.Locale;

/** What no record may say, whatever bytes it was made of; the ranges of typed fields are their own constructors' business. */
public final class Believable {

    private Believable() {}

    /** Fails, naming {@code what}, where the record says the impossible. */
    public static void check(Telemetry event, String what) {
        event.attributes().forEach((name, value) -> {
            assertThat(value.length()).as("%s: %s", what, name).isLessThanOrEqualTo(Telemetry.MAX_ATTRIBUTE_VALUE);
            assertThat(name.length()).as("%s: %s", what, name).isLessThanOrEqualTo(Telemetry.MAX_ATTRIBUTE_NAME);
            if (name.toLowerCase(Locale.ROOT).equals("batterypct")) {
                assertThat(Double.parseDouble(value)).as("%s: %s", what, name).isBetween(0.0, 100.0);
            }
        });
        assertThat(event.dtcs().size()).as(what).isLessThanOrEqualTo(Telemetry.MAX_DTCS);
        if (event.attributes().containsKey("undecoded") && event.attributes().containsKey("body")) {
            assertThat(event.fix())
                    .as("%s: no place out of bytes that nobody could read", what)
                    .isNull();
        }
    }
}
