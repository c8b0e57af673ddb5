package io.fleetwire.protocol.jt808;

import static io.fleetwire.event.Measure.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.jt808.Jt808Device.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Jt808AdapterTest {

    private static final Instant AT = Instant.parse("2026-11-21T09:59:58Z");
    private static final Fix FIX = new Fix(-33.868820, 151.209290, true, 35, 48.2, 271, 11, ABSENT, ABSENT);

    private final Jt808Device device = Jt808Device.of2013("13800138000");

    private ByteBuf location() {
        return device.location(AT, FIX, true, 0, 1_234_500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatADeviceSaysIsWhatIsRead(boolean is2019) {
        Jt808Device terminal = is2019 ? Jt808Device.of2019("13800138000") : device;
        Jt808Dialogue heard = new Jt808Dialogue()
                .hears(terminal.register("70111", "KX-1", "0000123", "A12345"))
                .hears(terminal.authenticate("13800138000", "865440010100120", "V1.02"))
                .hears(terminal.heartbeat())
                .hears(terminal.location(AT, FIX, true, 1, 1_234_500));
        assertThat(heard.refused).isEmpty();
        Telemetry event = heard.events.getLast();
        assertThat(event.deviceId()).isEqualTo("13800138000");
        assertThat(event.at()).isEqualTo(AT);
        assertThat(event.fix()).isEqualTo(FIX);
        assertThat(event.ignition()).isTrue();
        assertThat(event.odometerM()).isEqualTo(1_234_500);
        assertThat(event.signals()).containsExactly(Signal.SOS);
        assertThat(heard.answer(0)).isEqualTo(new Answer(0x8100, 0, -1, 0, "13800138000"));
        assertThat(heard.answer(1)).isEqualTo(new Answer(0x8001, 1, 0x0102, 0, ""));
        assertThat(heard.answer(2)).isEqualTo(new Answer(0x8001, 2, 0x0002, 0, ""));
        assertThat(heard.answer(3)).isEqualTo(new Answer(0x8001, 3, 0x0200, 0, ""));
        assertThat(heard.replies.subList(0, 3)).allMatch(Reply.Now.class::isInstance);
        assertThat(heard.replies.get(3)).isInstanceOf(Reply.WhenStored.class);
    }

    /** Its profile is known only with its number, which is in the frame itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProfileHoldsFromTheFirstFrame(boolean lenient) {
        ByteBuf wrong = location();
        int checksum = wrong.writerIndex() - 2;
        wrong.setByte(checksum, wrong.getByte(checksum) ^ 1);
        Jt808Dialogue heard = new Jt808Dialogue(new DeviceProfile(null, null, lenient, false)).hears(wrong);
        assertThat(heard.events).hasSize(lenient ? 1 : 0);
        assertThat(heard.closed).isNotEqualTo(lenient);
        assertThat(heard.reasons()).isEqualTo(lenient ? List.of() : List.of("wrong checksum"));
        assertThat(new Jt808Dialogue(null).hears(wrong).closed).isTrue();
    }

    @Test
    void aStrangerIsToldSoInTheWayItAsked() {
        Jt808Dialogue registering = new Jt808Dialogue(null).hears(device.register("70111", "KX-1", "1", "A12345"));
        assertThat(registering.answer(0)).isEqualTo(new Answer(0x8100, 0, -1, 4, ""));
        assertThat(registering.closed).isTrue();
        Jt808Dialogue reporting = new Jt808Dialogue(null).hears(location());
        assertThat(reporting.answer(0)).isEqualTo(new Answer(0x8001, 1, 0x0200, 1, ""));
        assertThat(reporting.closed).isTrue();
        assertThat(reporting.events).isEmpty();
        Jt808Dialogue lock = new Jt808Dialogue(null)
                .hears(Unpooled.copiedBuffer("(794104004140,1,001,BASE,2,TIME)", StandardCharsets.US_ASCII));
        assertThat(lock.replies).isEmpty();
        assertThat(lock.closed).isTrue();
    }

    @Test
    void aLocationMayBeTheFirstMessage() {
        Jt808Dialogue heard = new Jt808Dialogue().hears(location());
        assertThat(heard.events).hasSize(1);
        assertThat(heard.replies).hasSize(1);
    }

    @Test
    void anotherNumberOnOneConnectionIsRefused() {
        Jt808Dialogue heard = new Jt808Dialogue()
                .hears(device.heartbeat())
                .hears(Jt808Device.of2013("13900139000").heartbeat());
        assertThat(heard.reasons()).containsExactly("a message of 13900139000 on this connection");
        assertThat(heard.closed).isTrue();
        assertThat(heard.events).hasSize(1);
    }

    @Test
    void theSameNumberInTheOtherHeaderIsTheSameDevice() {
        Jt808Dialogue heard = new Jt808Dialogue()
                .hears(device.heartbeat())
                .hears(Jt808Device.of2019("13800138000").heartbeat());
        assertThat(heard.refused).isEmpty();
        assertThat(heard.closed).isFalse();
    }

    @Test
    void theProfilesTimeZoneOverrulesTheStandards() {
        Jt808Dialogue heard =
                new Jt808Dialogue(new DeviceProfile(null, ZoneOffset.UTC, false, false)).hears(location());
        assertThat(heard.events.getFirst().at()).isEqualTo(AT.plusSeconds(8 * 3_600));
    }

    @Test
    void theThirdFrameWithAWrongChecksumInARowCloses() {
        Jt808Dialogue heard = new Jt808Dialogue().hears(device.heartbeat());
        for (int i = 0; i < Jt808Adapter.MAX_BAD_IN_A_ROW; i++) {
            assertThat(heard.closed).isFalse();
            ByteBuf wrong = location();
            wrong.setByte(20, wrong.getByte(20) ^ 1);
            heard.hears(wrong);
        }
        assertThat(heard.closed).isTrue();
        assertThat(heard.reasons()).containsOnly("wrong checksum");
        assertThat(heard.replies).hasSize(1);
    }

    @Test
    void collectedLocationsAreOneRowEach() {
        List<byte[]> locations = List.of(
                Jt808Device.body(AT, FIX, true, 0, ABSENT), Jt808Device.body(AT.plusSeconds(10), FIX, true, 0, ABSENT));
        Jt808Dialogue heard = new Jt808Dialogue().hears(device.batch(locations));
        assertThat(heard.events).extracting(Telemetry::at).containsExactly(AT, AT.plusSeconds(10));
        assertThat(heard.answer(0)).isEqualTo(new Answer(0x8001, 0, 0x0704, 0, ""));
    }

    @Test
    void everySubPacketIsAnsweredOnceTheWholeIsThere() {
        byte[] body = Jt808Device.body(AT, FIX, true, 0, 1_000);
        List<ByteBuf> packets = device.packets(0x0200, body, 16);
        Jt808Dialogue heard = new Jt808Dialogue();
        heard.hears(packets.get(0)).hears(packets.get(1)).hears(packets.get(1));
        assertThat(heard.replies).isEmpty();
        assertThat(heard.wakeAt).isEqualTo(Jt808Dialogue.NOW.plus(Jt808Assembly.MAX_SILENCE));
        heard.hears(packets.get(2));
        assertThat(heard.events).hasSize(1);
        assertThat(heard.replies).hasSize(3).allMatch(Reply.WhenStored.class::isInstance);
        assertThat(List.of(heard.answer(0).toSerial(), heard.answer(2).toSerial()))
                .containsExactly(0, 2);
        assertThat(heard.wakeAt).isNull();
    }

    @Test
    void whatStaysIncompleteGoesToTheDeadLetters() {
        List<ByteBuf> packets = device.packets(0x0200, new byte[40], 16);
        Jt808Dialogue heard = new Jt808Dialogue().hears(packets.get(0)).hears(packets.get(2));
        Instant end = Jt808Dialogue.NOW.plus(Jt808Assembly.MAX_SILENCE);
        heard.wakes(end.minusMillis(1));
        assertThat(heard.refused).isEmpty();
        assertThat(heard.wakeAt).isEqualTo(end);
        heard.wakes(end);
        assertThat(heard.reasons()).containsExactly("message 0200: 2 of 3 sub-packets came");
        assertThat(heard.refused.getFirst().bytes()).hasSize(16 + 8);
        heard.hears(packets.get(1), end);
        assertThat(heard.events).isEmpty();
        assertThat(heard.replies).isEmpty();
    }

    @Test
    void aNewMessageInSubPacketsEndsTheOneBefore() {
        Jt808Dialogue heard = new Jt808Dialogue();
        heard.hears(device.packets(0x0200, new byte[40], 16).getFirst());
        device.packets(0x0900, new byte[40], 20).forEach(heard::hears);
        assertThat(heard.reasons()).containsExactly("message 0200: 1 of 3 sub-packets came");
        assertThat(heard.events).hasSize(1);
    }

    @Test
    void subPacketsHaveLimits() {
        Jt808Dialogue many = new Jt808Dialogue();
        many.hears(device.packets(0x0900, new byte[Jt808Assembly.MAX_PACKETS + 1], 1)
                .getFirst());
        assertThat(many.reasons()).containsExactly("513 sub-packets, 512 allowed");
        assertThat(many.answer(0).result()).isEqualTo(Jt808Encoder.NOT_SUPPORTED);
        Jt808Dialogue large = new Jt808Dialogue();
        device.packets(0x0900, new byte[Jt808Assembly.MAX_BYTES + 1], 1_000).forEach(large::hears);
        assertThat(large.reasons()).containsExactly("more than 65536 bytes in sub-packets");
        assertThat(large.events).isEmpty();
    }

    @Test
    void ofAPictureOnlyThatItCameIsKept() {
        byte[] picture = new byte[8 + Jt808Position.BASIC_BYTES + 200_000];
        picture[3] = 42;
        Jt808Dialogue heard = new Jt808Dialogue();
        device.packets(0x0801, picture, 900).forEach(heard::hears);
        assertThat(heard.refused).isEmpty();
        assertThat(heard.events).hasSize(1);
        assertThat(heard.events.getFirst().attributes()).containsEntry("media", "42");
        assertThat(heard.replies.getLast()).isInstanceOf(Reply.WhenStored.class);
        assertThat(heard.answer(heard.replies.size() - 1).type()).isEqualTo(Jt808Type.MEDIA_REPLY);
    }
}
