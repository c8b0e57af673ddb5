package io.fleetwire.clickhouse.server.http;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's compressed blocks, one after the other:
 *
 * <pre>
 * +--------------------+--------+-----------------+-------------------+------+
 * | CityHash128 (16 B) | method | size + 9 (u32)  | original size u32 | data |
 * +--------------------+--------+-----------------+-------------------+------+
 *                      |&lt;------- the checksum and the size cover this ------&gt;|
 * </pre>
 */
@SuppressWarnings("deprecation") // ClickHouse's client has no other public class with its variant of CityHash
final class BlockInputStream extends InputStream {
    /** Compressed or not, one block holds at most this much: clients write 64 KiB to 1 MiB. */
    static final int MAX_BLOCK_BYTES = 1 << 24;

    private static final int HASH_BYTES = 16;
    private static final int HEADER_BYTES = 9;
    private static final byte LZ4 = (byte) 0x82;
    private static final byte ZSTD = (byte) 0x90;
    private static final byte STORED = 0x02;

    private final InputStream in;
    private byte[] block = new byte[0];
    private int position;

    BlockInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (position == block.length) {
            if (length == 0 || !nextBlock()) {
                return length == 0 ? 0 : -1;
            }
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, bytes, offset, count);
        position += count;
        return count;
    }

    private boolean nextBlock() throws IOException {
        byte[] start = in.readNBytes(HASH_BYTES + HEADER_BYTES);
        if (start.length == 0) {
            return false;
        }
        if (start.length < HASH_BYTES + HEADER_BYTES) {
            throw new EOFException("a compressed block ends in its header");
        }
        ByteBuffer header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        int size = sizeWithin(header.getInt(HASH_BYTES + 1), HEADER_BYTES);
        int originalSize = sizeWithin(header.getInt(HASH_BYTES + 5), 0);
        byte[] checked = new byte[size];
        System.arraycopy(start, HASH_BYTES, checked, 0, HEADER_BYTES);
        if (in.readNBytes(checked, HEADER_BYTES, size - HEADER_BYTES) < size - HEADER_BYTES) {
            throw new EOFException("a compressed block ends in its data");
        }
        long[] hash = ClickHouseCityHash.cityHash128(checked, 0, size);
        if (hash[0] != header.getLong(0) || hash[1] != header.getLong(8)) {
            throw new IOException("the checksum of a compressed block is wrong");
        }
        block = decompress(checked, originalSize);
        position = 0;
        return true;
    }

    private static int sizeWithin(int size, int min) throws IOException {
        if (size < min || size > MAX_BLOCK_BYTES) {
            throw new IOException("the size of a compressed block is not within " + min + " … " + MAX_BLOCK_BYTES);
        }
        return size;
    }

    private static byte[] decompress(byte[] checked, int originalSize) throws IOException {
        int size = checked.length - HEADER_BYTES;
        byte[] original = new byte[originalSize];
        long written = switch (checked[0]) {
            case STORED -> {
                System.arraycopy(checked, HEADER_BYTES, original, 0, Math.min(size, originalSize));
                yield size;
            }
            case LZ4 -> lz4(checked, size, original);
            case ZSTD -> Zstd.decompressByteArray(original, 0, originalSize, checked, HEADER_BYTES, size);
            default -> throw new IOException("compression method " + checked[0] + " is not known here");
        };
        if (written != originalSize) {
            throw new IOException("a compressed block does not hold what it says");
        }
        return original;
    }

    private static int lz4(byte[] checked, int size, byte[] original) throws IOException {
        try {
            return LZ4Factory.fastestInstance().safeDecompressor().decompress(checked, HEADER_BYTES, size, original, 0);
        } catch (LZ4Exception e) {
            throw new IOException("a compressed block is broken", e);
        }
    }
}
