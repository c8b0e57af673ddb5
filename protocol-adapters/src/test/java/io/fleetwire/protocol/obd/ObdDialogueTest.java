package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Question and answer get out of step: late, doubled, swapped, endless and missing answers, and greetings nobody asked for. */
class ObdDialogueTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(60);

    /** Over a link with a round trip of 60 ms. */
    private static final int MOST_A_SECOND = 20;

    /** Settings, bitmaps and the first round, which asks for everything there is, of a partner that answers at once. */
    private static final int MOST_IN_THE_FIRST_SECOND = 40;

    private static final Duration HEALTHY = Duration.ofSeconds(10);
    private static final Duration HOSTILE_UNTIL = Duration.ofSeconds(38);

    private final Car car = new Car();

    /** An ELM327 that sometimes misbehaves. */
    final class Elm implements Dialogue.Partner {
        final ElmDevice device;
        final List<String> held = new ArrayList<>();
        Hostility hostility = Hostility.NONE;

        Elm(String id) {
            device = new ElmDevice(id, car);
        }

        String answer(String command) {
            return device.hears(Unpooled.copiedBuffer(command, StandardCharsets.US_ASCII))
                    .toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void hears(Instant now, String command, Dialogue.Mouth mouth) {
            hostility.hears(this, now, command, mouth);
        }

        /** What it was asked while it stood still is answered now, one command after the other. */
        void resumes(Instant now, Dialogue.Mouth mouth) {
            hostility = Hostility.NONE;
            for (String command : held) {
                mouth.says(now, answer(command));
            }
            held.clear();
        }
    }

    enum Hostility {
        NONE {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                mouth.says(now.plus(ROUND_TRIP), elm.answer(command));
            }
        },
        STALLED {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                elm.held.add(command);
            }
        },
        LATE {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                mouth.says(now.plusSeconds(7), elm.answer(command));
            }
        },
        DOUBLED {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                String said = elm.answer(command);
                mouth.says(now.plus(ROUND_TRIP), said + said);
            }
        },
        SWAPPED {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                elm.held.addFirst(elm.answer(command));
                if (elm.held.size() == 2) {
                    elm.held.forEach(said -> mouth.says(now.plus(ROUND_TRIP), said));
                    elm.held.clear();
                }
            }
        },
        ENDLESS {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                for (int i = 0; i < 400; i++) {
                    mouth.says(now.plusMillis(1 + i), elm.answer(command));
                }
            }
        },
        EMPTY {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                mouth.says(now, "\r>" + elm.answer(command) + "\r>");
            }
        },
        GREETING {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                mouth.says(now, "\r\rELM327 v1.5\r\r>");
            }
        },
        OK {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {
                mouth.says(now, "OK\r\r>");
            }
        },
        SILENT {
            @Override
            void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth) {}
        };

        abstract void hears(Elm elm, Instant now, String command, Dialogue.Mouth mouth);
    }

    @ParameterizedTest
    @EnumSource(Hostility.class)
    void aHostilePartnerHearsFewCommandsAndReportsAgainWithinAMinute(Hostility hostility) {
        Elm elm = new Elm("4711");
        try (Dialogue dialogue = new Dialogue("4711", elm).until(HEALTHY)) {
            assertThat(dialogue.events).hasSizeGreaterThan(5);
            Instant from = dialogue.now;
            elm.hostility = hostility;
            dialogue.until(HOSTILE_UNTIL);
            elm.hostility = Hostility.NONE;
            elm.held.clear();
            dialogue.until(HOSTILE_UNTIL.plusSeconds(60));
            assertThat(dialogue.closed).isFalse();
            assertThat(dialogue.mostInASecond(from)).isLessThanOrEqualTo(MOST_A_SECOND);
            Instant last = dialogue.now.minusSeconds(30);
            assertThat(dialogue.events.stream().filter(event -> event.at().isAfter(last)))
                    .as("its usual pace")
                    .hasSizeGreaterThan(25)
                    .allSatisfy(event -> assertThat(event.engine().rpm()).isEqualTo(1_726));
        }
    }

    /** Whatever the first moment looks like. */
    @ParameterizedTest
    @EnumSource(Hostility.class)
    void aPartnerThatIsHostileFromTheFirstMomentReportsOnceItIsNot(Hostility hostility) {
        Elm elm = new Elm("4711");
        elm.hostility = hostility;
        try (Dialogue dialogue = new Dialogue("4711", elm).until(Duration.ofSeconds(28))) {
            elm.hostility = Hostility.NONE;
            elm.held.clear();
            dialogue.until(Duration.ofSeconds(88));
            assertThat(dialogue.mostInASecond(Dialogue.START)).isLessThanOrEqualTo(MOST_IN_THE_FIRST_SECOND);
            assertThat(dialogue.closed).isFalse();
            assertThat(dialogue.events.getLast().engine().rpm()).isEqualTo(1_726);
        }
    }

    /** As a process that is stopped and goes on: ten of them, each caught at another point of its round, answer all they were asked late. */
    @ParameterizedTest
    @ValueSource(ints = {3, 12, 20, 28, 35, 45})
    void tenThatStoodStillReportAgainWithinAMinute(int seconds) {
        for (int i = 0; i < 10; i++) {
            Elm elm = new Elm("obd-" + i);
            Duration stops = HEALTHY.plusMillis(97L * i);
            try (Dialogue dialogue = new Dialogue("obd-" + i, elm).until(stops)) {
                Instant from = dialogue.now;
                elm.hostility = Hostility.STALLED;
                dialogue.until(stops.plusSeconds(seconds));
                int before = dialogue.events.size();
                Instant resumed = dialogue.now;
                elm.resumes(resumed, dialogue::says);
                dialogue.until(stops.plusSeconds(seconds + 60));
                assertThat(dialogue.closed).isFalse();
                assertThat(dialogue.mostInASecond(from)).isLessThanOrEqualTo(MOST_A_SECOND);
                assertThat(dialogue.events.subList(before, dialogue.events.size()))
                        .as("obd-%d", i)
                        .hasSizeGreaterThan(45)
                        .allSatisfy(event -> assertThat(event.engine().rpm()).isIn(1_726.0, Double.NaN));
            }
        }
    }

    @Test
    void resetsOfASilentAdapterBackOff() {
        Elm elm = new Elm("4711");
        try (Dialogue dialogue = new Dialogue("4711", elm).until(HEALTHY)) {
            elm.hostility = Hostility.SILENT;
            int before = dialogue.commands.size();
            dialogue.until(Duration.ofMinutes(3));
            List<Instant> resets = new ArrayList<>();
            for (int i = before; i < dialogue.commands.size(); i++) {
                if (dialogue.commands.get(i).equals("ATZ")) {
                    resets.add(dialogue.commandTimes.get(i));
                }
            }
            assertThat(resets).hasSize(ObdAdapter.MAX_RESETS);
            List<Duration> gaps = new ArrayList<>();
            for (int i = 1; i < resets.size(); i++) {
                gaps.add(Duration.between(resets.get(i - 1), resets.get(i)));
            }
            assertThat(gaps).isSorted().doesNotHaveDuplicates();
            assertThat(dialogue.closed).isTrue();
        }
    }
}
