package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text across the border to C. */
@SuppressWarnings("restricted") // the foreign-function API is what this package is for
final class Strings {
    private Strings() {}

    /** A NUL-terminated string, or null for a null pointer. */
    static @Nullable String read(MemorySegment pointer) {
        return pointer.address() == 0
                ? null
                : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** The UTF-8 bytes without a terminator: its length is {@link MemorySegment#byteSize}. */
    static MemorySegment utf8(Arena arena, String text) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As the engine reads a parameter's value: its TabSeparated escapes. */
    static String tabEscaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "\\0");
    }

    /** {@code char * argv[]}. */
    static MemorySegment argv(Arena arena, List<String> arguments) {
        MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, arguments.size() + 1L);
        for (int i = 0; i < arguments.size(); i++) {
            argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments.get(i)));
        }
        return argv;
    }
}
