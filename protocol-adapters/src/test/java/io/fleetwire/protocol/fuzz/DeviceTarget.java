package io.fleetwire.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Dissection;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.registry.Books;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A device protocol: framer, codec and adapter together. The first byte of an input says how the rest is handed over, so that the fuzzer can choose:
 * through the framer or past it, with checksums or without (no fuzzer guesses a CRC), before the login or after it, at once or in two pieces.
 */
record DeviceTarget(ProtocolAdapter<?> adapter, List<Vector> vectors, Vector login) implements Target {

    private static final int UNFRAMED = 1;
    private static final int LENIENT = 2;
    private static final int LOGGED_IN = 4;
    private static final int WAYS = 8;

    static DeviceTarget of(VectorBook book) {
        List<Vector> vectors = book.vectors();
        Vector login = vectors.stream()
                .filter(vector -> !vector.before().isEmpty())
                .findFirst()
                .orElse(vectors.getFirst());
        return new DeviceTarget(book.adapter(), vectors, login);
    }

    @Override
    public String id() {
        return adapter.id();
    }

    @Override
    public void take(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
        Vector vector = handedOver(data[0]);
        Heard heard = Bounds.within(bytes.length, () -> AdapterHarness.of(adapter, vector, List.of(bytes)));
        Bounds.check(heard.events(), bytes.length);
        if (vector.framed() && bytes.length > 1) {
            int at = 1 + ((data[0] & 0xFF) / WAYS) % (bytes.length - 1);
            List<byte[]> pieces = List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
            assertThat(understood(AdapterHarness.of(adapter, vector, pieces)))
                    .as("in two pieces")
                    .isEqualTo(understood(heard));
        }
        Dissection.of(adapter, bytes);
    }

    /** Bytes behind the end of a conversation may come too late to be found unframeable. */
    private static Heard understood(Heard heard) {
        return new Heard(heard.events(), heard.refused(), heard.replies(), heard.closed(), null);
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Vector vector : vectors) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            vector.frames().forEach(bytes::writeBytes);
            byte[] frames = bytes.toByteArray();
            for (int way = 0; way < WAYS; way++) {
                byte[] seed = new byte[1 + frames.length];
                seed[0] = (byte) way;
                System.arraycopy(frames, 0, seed, 1, frames.length);
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private Vector handedOver(byte way) {
        return new Vector(
                "fuzz",
                (way & LOGGED_IN) == 0 ? List.of() : login.before(),
                List.of(),
                (way & UNFRAMED) == 0,
                false,
                (way & LENIENT) == 0 ? DeviceProfile.DEFAULT : Books.LENIENT,
                login.json());
    }
}
