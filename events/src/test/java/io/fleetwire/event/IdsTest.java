package io.fleetwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdsTest {

    /** The rule, written down a second time. */
    private static final Pattern RULE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@-]{0,63}");

    /** Letters, numbers and signs of several kinds, beyond the basic plane too, half a surrogate pair, and what never belongs into an id. */
    private static final String[] PIECES = {
        "a", "Z", "0", "é", "ж", "車", "٣", "Ⅻ", "½", "𝒜", "𝟘", " ", ".", "_", ":", "@", "-", "/", "\n", "\0",
        "\uD835", "~", "+", "ͅ", "😀"
    };

    @Test
    void anIdIsWhatTheRuleSays() {
        Random random = new Random(42);
        int ids = 0;
        for (int i = 0; i < 200_000; i++) {
            int last = 1 + random.nextInt(PIECES.length);
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(i % 50 == 0 ? 70 : 6); length > 0; length--) {
                text.append(PIECES[random.nextInt(last)]);
            }
            boolean expected = RULE.matcher(text).matches();
            assertThat(Ids.isId(text.toString())).as("'%s'", text).isEqualTo(expected);
            ids += expected ? 1 : 0;
        }
        assertThat(ids).isGreaterThan(10_000);
    }

    @Test
    void anIdHasOneToSixtyFourCharacters() {
        assertThat(Ids.isId("")).isFalse();
        assertThat(Ids.isId("7".repeat(64))).isTrue();
        assertThat(Ids.isId("7".repeat(65))).isFalse();
        assertThat(Ids.isId("𝟘".repeat(64))).isTrue();
        assertThatThrownBy(() -> Ids.require("vehicleId", "../etc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("vehicleId must be");
    }
}
