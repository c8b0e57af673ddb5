package io.fleetwire.clickhouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.data.stream.Lz4OutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against blocks that ClickHouse's own client wrote. */
@SuppressWarnings("deprecation") // the client's LZ4 stream
class BlockInputStreamTest {
    private static final byte[] TEXT = new Random(7)
            .ints(200_000, 0, 16)
            .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write, (a, b) -> {})
            .toByteArray();

    @Test
    void readsWhatTheClientWrites() throws IOException {
        assertThat(read(blocks())).isEqualTo(TEXT);
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void aFlippedBitAnywhereIsRefused() throws IOException {
        byte[] good = blocks();
        for (int at = 0; at < good.length; at += 997) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            assertThatThrownBy(() -> read(bad)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTruncatedBlockIsRefusedAndAHugeSizeIsNotBelieved() throws IOException {
        byte[] good = blocks();
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(good, 20))).isInstanceOf(IOException.class);
        byte[] huge = good.clone();
        Arrays.fill(huge, 17, 25, (byte) 0x7f);
        assertThatThrownBy(() -> read(huge)).hasMessageContaining("size of a compressed block");
    }

    private static byte[] blocks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new Lz4OutputStream(bytes, 1 << 16, null)) {
            out.write(TEXT);
        }
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] blocks) throws IOException {
        return new BlockInputStream(new ByteArrayInputStream(blocks)).readAllBytes();
    }
}
