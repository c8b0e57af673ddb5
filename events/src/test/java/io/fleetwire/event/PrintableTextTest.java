package io.fleetwire.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x07,
                0x08,
                0x09,
                0x0A,
                0x0B,
                0x0C,
                0x0D,
                0x1B,
                0x7F, // C0 and DEL
                0x85,
                0x9B,
                0x90, // C1: next line, CSI, DCS
                0x2028,
                0x2029, // line and paragraph separator
                0x200E,
                0x200F,
                0x061C,
                0x202A,
                0x202B,
                0x202C,
                0x202D,
                0x202E,
                0x2066,
                0x2067,
                0x2068,
                0x2069, // direction
                0x200B,
                0x200D,
                0x2060,
                0xFEFF,
                0x00AD, // seen as nothing
                0xFFF9,
                0xE0001,
                0xE0041, // annotations and tags
                0xE000,
                0x10FFFF,
                0xFFFF // private use and what is no character
            })
    void whatIsNotReadIsReplaced(int c) {
        assertThat(PrintableText.of("a" + Character.toString(c) + "b")).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAN-7", "Zürich", "машина", "車輛", "مركبة", "🚚 7", "a  b", "1 < 2 & \"x\""})
    void whatPeopleWriteStays(String text) {
        assertThat(PrintableText.of(text)).isEqualTo(text);
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(PrintableText.of("a\uD83D")).isEqualTo("a?");
        assertThat(PrintableText.of("\uDE9Ab")).isEqualTo("?b");
    }

    @Test
    void aLongTextIsCutAndNeverInsideACharacter() {
        assertThat(PrintableText.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(PrintableText.of("abcdefg", 6)).isEqualTo("abcdef…");
        assertThat(PrintableText.of("abcde🚚g", 6)).isEqualTo("abcde…");
    }
}
