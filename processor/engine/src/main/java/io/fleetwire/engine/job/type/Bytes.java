package io.fleetwire.engine.job.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Byte arrays and texts with their length in front. */
public final class Bytes {

    private static final int NULL = -1;

    private Bytes() {}

    /** Writes bytes, or that there are none. */
    public static void write(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** Reads bytes that may be null. */
    public static byte @Nullable [] readNullable(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Reads bytes. */
    public static byte[] read(DataInputView in) throws IOException {
        byte[] bytes = readNullable(in);
        if (bytes == null) {
            throw new IOException("bytes are missing");
        }
        return bytes;
    }

    /** Writes a text, or that there is none. */
    public static void writeText(@Nullable String text, DataOutputView out) throws IOException {
        write(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    /** Reads a text that may be null. */
    public static @Nullable String readNullableText(DataInputView in) throws IOException {
        byte[] bytes = readNullable(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads a text. */
    public static String readText(DataInputView in) throws IOException {
        return new String(read(in), StandardCharsets.UTF_8);
    }
}
