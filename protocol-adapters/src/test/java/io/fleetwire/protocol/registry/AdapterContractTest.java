package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Dissection;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.Request;
import io.fleetwire.protocol.workbench.Workbench;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol keeps: its vectors as they are, in pieces, cut short, damaged, and bytes from nowhere. */
class AdapterContractTest {

    /** Conversations of random bytes for each protocol. */
    private static final int RANDOM_CONVERSATIONS = 20_000;

    private static final int LONGEST_RANDOM = 300;

    static Stream<Arguments> vectors() {
        return Books.ALL.stream().flatMap(book -> book.vectors().stream().map(vector -> Arguments.of(book, vector)));
    }

    static Stream<VectorBook> books() {
        return Books.ALL.stream();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void isUnderstoodAsExpected(VectorBook book, Vector vector) {
        book.check(vector, AdapterHarness.of(book.adapter(), vector));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void isTheSameInPieces(VectorBook book, Vector vector) {
        if (!vector.framed()) {
            return;
        }
        byte[] whole = join(vector.frames());
        Heard expected = AdapterHarness.of(book.adapter(), vector);
        for (int at = 1; at < whole.length; at++) {
            List<byte[]> pieces = List.of(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, at, whole.length));
            assertThat(AdapterHarness.of(book.adapter(), vector, pieces))
                    .as("split at %d", at)
                    .isEqualTo(expected);
        }
        assertThat(AdapterHarness.of(book.adapter(), vector, bytewise(whole)))
                .as("byte by byte")
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void isTheSameGluedToItself(VectorBook book, Vector vector) {
        if (!vector.framed()) {
            return;
        }
        byte[] whole = join(vector.frames());
        Heard apart = AdapterHarness.of(book.adapter(), vector, List.of(whole, whole));
        Heard glued = AdapterHarness.of(book.adapter(), vector, List.of(join(List.of(whole, whole))));
        assertThat(glued).isEqualTo(apart);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void saysNothingThatWasNotSaidWhenCutShort(VectorBook book, Vector vector) {
        byte[] whole = join(vector.frames());
        Heard complete = AdapterHarness.of(book.adapter(), vector);
        for (int length = 0; length < whole.length; length++) {
            Heard cut = AdapterHarness.of(book.adapter(), vector, List.of(Arrays.copyOf(whole, length)));
            if (vector.framed()) {
                assertThat(cut.events()).as("cut at %d", length).isEqualTo(head(complete.events(), cut.events()));
                assertThat(cut.replies()).as("cut at %d", length).isEqualTo(head(complete.replies(), cut.replies()));
            } else {
                assertThat(cut.events()).as("cut at %d", length).isEmpty();
            }
        }
    }

    /** Values out of range need no assertion: the events' constructors throw, and an exception out of the adapter fails the test. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void noticesEveryFlippedBitUnderAChecksum(VectorBook book, Vector vector) {
        byte[] whole = join(vector.frames());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Heard heard = AdapterHarness.of(book.adapter(), vector, List.of(damaged));
            if (vector.checksummed()) {
                assertThat(heard.events()).as("bit %d", bit).isEmpty();
                assertThat(heard.acknowledged()).as("bit %d", bit).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void isEncodedAsItWasDecoded(VectorBook book, Vector vector) throws Malformed {
        if (vector.expected().path("rejected").asBoolean() || vector.profile().lenientChecksum()) {
            return;
        }
        for (byte[] frame : vector.frames()) {
            byte[] again = book.again(frame);
            if (again != null) {
                assertThat(again).isEqualTo(frame);
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("vectors")
    void isTakenApartByteByByte(VectorBook book, Vector vector) {
        for (byte[] frame : whole(book, vector)) {
            Dissection.of(book.adapter(), frame);
            for (int length = 0; length < frame.length; length++) {
                Dissection.of(book.adapter(), Arrays.copyOf(frame, length));
            }
        }
    }

    private static List<byte[]> whole(VectorBook book, Vector vector) {
        return vector.framed()
                ? AdapterHarness.frames(book.adapter(), join(vector.frames())).stream()
                        .map(ByteBufUtil::decodeHexDump)
                        .toList()
                : vector.frames();
    }

    /** Who reads bytes from the middle of a conversation begins it on the device's behalf. */
    @ParameterizedTest
    @MethodSource("books")
    void aLoginNamesItsDeviceOrNoneIsNeeded(VectorBook book) {
        byte[] login = ByteBufUtil.getBytes(book.adapter().login("356307042441013"));
        if (login.length > 0) {
            Report report = Workbench.report(
                    Request.of(login, AdapterHarness.NOW).in(book.adapter().id()));
            assertThat(report.frames()).singleElement().satisfies(frame -> {
                assertThat(frame.login()).isEqualTo("356307042441013");
                assertThat(frame.refused()).isEmpty();
            });
        }
        if (login.length > 0) {
            assertThatThrownBy(() -> book.adapter().login("\r"))
                    .as("an id that no device of it can have")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    void survivesBytesFromNowhere(VectorBook book) {
        Random random = new Random(20_261_121);
        List<Vector> vectors = book.vectors();
        for (int i = 0; i < RANDOM_CONVERSATIONS; i++) {
            byte[] noise = new byte[random.nextInt(LONGEST_RANDOM)];
            random.nextBytes(noise);
            Vector vector = vectors.get(i % vectors.size());
            AdapterHarness.of(book.adapter(), vector, List.of(noise));
        }
    }

    /** Real frames with a stretch of noise in them get further into a decoder than noise alone. */
    @ParameterizedTest
    @MethodSource("books")
    void survivesRealFramesWithNoiseInThem(VectorBook book) {
        Random random = new Random(5027);
        List<Vector> vectors = book.vectors();
        for (int i = 0; i < RANDOM_CONVERSATIONS; i++) {
            Vector vector = vectors.get(i % vectors.size());
            byte[] bytes = join(vector.frames());
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
            for (int at = from; at < to; at++) {
                bytes[at] = (byte) random.nextInt(256);
            }
            AdapterHarness.of(book.adapter(), vector, List.of(bytes));
            AdapterHarness.of(book.adapter(), unframed(vector), List.of(bytes));
            Dissection.of(book.adapter(), bytes);
        }
    }

    /** Past the framer, with checksums off: the decoder's own bounds hold. */
    private static Vector unframed(Vector vector) {
        return new Vector(vector.id(), vector.before(), vector.frames(), false, false, Books.LENIENT, vector.json());
    }

    private static <T> List<T> head(List<T> all, List<T> some) {
        return all.subList(0, Math.min(all.size(), some.size()));
    }

    private static List<byte[]> bytewise(byte[] whole) {
        List<byte[]> bytes = new ArrayList<>();
        for (byte b : whole) {
            bytes.add(new byte[] {b});
        }
        return bytes;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
