package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTpTest {

    private final IsoTp isoTp = new IsoTp();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private byte @Nullable [] take(String canId, String hex) throws IsoTp.Broken {
        return isoTp.accept(canId, bytes(hex));
    }

    /** A payload cut into frames by the standard's rules. */
    private static List<byte[]> frames(byte[] payload, byte filling) {
        List<byte[]> frames = new ArrayList<>();
        int length = payload.length;
        byte[] pci = length <= 7
                ? new byte[] {(byte) length}
                : length <= 4_095
                        ? new byte[] {(byte) (0x10 | length >> 8), (byte) length}
                        : new byte[] {
                            0x10, 0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
                        };
        int at = 0;
        for (int sequence = 1; at < length || frames.isEmpty(); sequence++) {
            byte[] frame = new byte[8];
            Arrays.fill(frame, filling);
            System.arraycopy(pci, 0, frame, 0, pci.length);
            int count = Math.min(length - at, 8 - pci.length);
            System.arraycopy(payload, at, frame, pci.length, count);
            at += count;
            frames.add(frame);
            pci = new byte[] {(byte) (0x20 | sequence % 16)};
        }
        return frames;
    }

    private static byte[] numbered(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 7);
        }
        return payload;
    }

    @Property(tries = 500)
    void everyLengthComesWhole(@ForAll @IntRange(min = 1, max = 5_000) int length, @ForAll byte filling)
            throws IsoTp.Broken {
        IsoTp fresh = new IsoTp();
        byte[] payload = numbered(length);
        List<byte[]> frames = frames(payload, filling);
        for (byte[] frame : frames.subList(0, frames.size() - 1)) {
            assertThat(fresh.accept("7E8", frame)).isNull();
        }
        assertThat(fresh.accept("7E8", frames.getLast())).isEqualTo(payload);
        assertThat(fresh.incomplete()).isEmpty();
    }

    /** The largest length of 12 bits, and the first that needs 32. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 4_095, 4_096})
    void theEdgesComeWhole(int length) throws IsoTp.Broken {
        everyLengthComesWhole(length, (byte) 0x55);
    }

    @Test
    void framesOfSeveralIdsMayTakeTurns() throws IsoTp.Broken {
        byte[] one = numbered(20);
        byte[] other = numbered(19);
        List<byte[]> ones = frames(one, (byte) 0xAA);
        List<byte[]> others = frames(other, (byte) 0xCC);
        ByteArrayOutputStream order = new ByteArrayOutputStream();
        for (int i = 0; i < ones.size(); i++) {
            byte[] whole = isoTp.accept("7E8", ones.get(i));
            byte[] another = isoTp.accept("7E9", others.get(i));
            assertThat(whole == null).isEqualTo(i < ones.size() - 1);
            if (whole != null && another != null) {
                assertThat(whole).isEqualTo(one);
                assertThat(another).isEqualTo(other);
                order.write(1);
            }
        }
        assertThat(order.size()).isOne();
    }

    @Test
    void aGapGivesThePayloadUp() throws IsoTp.Broken {
        take("7E8", "1014490201313233");
        broken(() -> take("7E8", "2234353637383930"), "sequence: expected 1 got 2");
        broken(() -> take("7E8", "2134353637383930"), "consecutive frame without a first");
        assertThat(isoTp.incomplete()).isEmpty();
    }

    @Test
    void aRepeatedFrameIsAGap() throws IsoTp.Broken {
        take("7E8", "1014490201313233");
        take("7E8", "2134353637383930");
        broken(() -> take("7E8", "2134353637383930"), "sequence: expected 2 got 1");
    }

    @Test
    void anotherFirstFrameEndsTheOneBefore() throws IsoTp.Broken {
        take("7E8", "1014490201313233");
        broken(() -> take("7E8", "1008490201313233"), "incomplete: another begins");
        assertThat(take("7E8", "2134355555555555")).isEqualTo(bytes("4902013132333435"));
    }

    /** Longer than classic CAN, as an adapter on CAN FD shows it. */
    @Test
    void aFirstFrameThatHasItAllIsWhole() throws IsoTp.Broken {
        assertThat(take("7E8", "100849020131323334355555")).isEqualTo(bytes("4902013132333435"));
        assertThat(isoTp.incomplete()).isEmpty();
    }

    @Test
    void theTestersFlowControlSaysNothing() throws IsoTp.Broken {
        take("7E8", "1008490201313233");
        assertThat(take("7E0", "3000000000000000")).isNull();
        assertThat(take("7E8", "30")).isNull();
        assertThat(take("7E8", "2134355555555555")).isEqualTo(bytes("4902013132333435"));
    }

    @Test
    void whatIsAnnouncedCostsNothing() throws IsoTp.Broken {
        for (int id = 0; id < 2_048; id++) {
            assertThat(take("%03X".formatted(id), "1000FFFFFFFF4902")).isNull();
        }
        assertThat(isoTp.incomplete()).hasSize(2_048);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',empty",
        "00,empty",
        "0741,'single frame: 7 bytes announced, 1 there'",
        "10,first frame: announces 0 bytes",
        "1007490201313233,first frame: announces 7 bytes",
        "100000000FFF4902,first frame: announces 4095 bytes",
        "1000,first frame: announces 0 bytes",
        "21,consecutive frame without a first",
        "40,no frame type 4",
        "F0,no frame type F",
    })
    void whatIsNoFrameIsNamed(String hex, String reason) {
        broken(() -> take("7E8", hex), reason);
    }

    private static void broken(ThrowingCallable frame, String reason) {
        assertThatThrownBy(frame).isInstanceOf(IsoTp.Broken.class).hasMessage(reason);
    }
}
