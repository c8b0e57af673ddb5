package io.fleetwire.clickhouse.server.http;

import com.clickhouse.data.stream.Lz4OutputStream;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Compression of bodies: HTTP's own ({@code Content-Encoding}) and ClickHouse's own blocks ({@code compress=1}). */
@SuppressWarnings("deprecation") // Lz4OutputStream: ClickHouse's client has no other that is public
enum Compression {
    NONE(""),
    GZIP("gzip"),
    DEFLATE("deflate"),
    LZ4_FRAME("lz4"),
    /** Blocks with a checksum, of ClickHouse's native protocol; not an encoding of HTTP. Written with LZ4. */
    BLOCKS("");

    /** ClickHouse's NOT_IMPLEMENTED. */
    private static final int NOT_IMPLEMENTED = 48;
    /** Uncompressed bytes in one block of the native framing. */
    private static final int BLOCK_BYTES = 1 << 16;

    private final String encoding;

    Compression(String encoding) {
        this.encoding = encoding;
    }

    /** The name in {@code Content-Encoding}; empty where HTTP has none. */
    String encoding() {
        return encoding;
    }

    static Compression ofRequest(QueryRequest request) throws EngineException {
        if (request.flag("decompress")) {
            return BLOCKS;
        }
        String name = request.headers().getFirst("Content-Encoding");
        if (name == null || name.equalsIgnoreCase("identity")) {
            return NONE;
        }
        return http().filter(known -> known.encoding.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        NOT_IMPLEMENTED,
                        "NOT_IMPLEMENTED",
                        "Content-Encoding " + name + " is not known here; gzip, deflate and lz4 are"));
    }

    static Compression ofResponse(QueryRequest request) {
        if (request.flag("compress")) {
            return BLOCKS;
        }
        List<String> accepted = request.headers().getOrDefault("Accept-Encoding", List.of());
        if (!request.flag("enable_http_compression") || accepted.isEmpty()) {
            return NONE;
        }
        String all = String.join(",", accepted).toLowerCase(Locale.ROOT);
        return http().filter(known -> all.contains(known.encoding)).findFirst().orElse(NONE);
    }

    private static java.util.stream.Stream<Compression> http() {
        return Arrays.stream(values()).filter(known -> !known.encoding.isEmpty());
    }

    InputStream decode(InputStream body) throws IOException {
        return switch (this) {
            case NONE -> body;
            case GZIP -> new GZIPInputStream(body, BLOCK_BYTES);
            case DEFLATE -> new InflaterInputStream(body);
            case LZ4_FRAME -> new LZ4FrameInputStream(body);
            case BLOCKS -> new BlockInputStream(body);
        };
    }

    OutputStream encode(OutputStream body) throws IOException {
        return switch (this) {
            case NONE -> body;
            case GZIP -> new GZIPOutputStream(body, BLOCK_BYTES);
            case DEFLATE -> new DeflaterOutputStream(body);
            case LZ4_FRAME -> new LZ4FrameOutputStream(body, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
            case BLOCKS -> new Lz4OutputStream(body, BLOCK_BYTES, null);
        };
    }
}
