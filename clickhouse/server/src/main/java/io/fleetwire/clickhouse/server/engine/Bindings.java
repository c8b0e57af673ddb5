package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** The four parallel arrays in which libchdb takes the values of {@code {name:Type}} placeholders. */
record Bindings(
        MemorySegment names, MemorySegment nameLengths, MemorySegment values, MemorySegment valueLengths, long count) {

    static Bindings of(Arena arena, Map<String, String> parameters) {
        int count = parameters.size();
        Bindings bindings = new Bindings(
                arena.allocate(ValueLayout.ADDRESS, count),
                arena.allocate(ValueLayout.JAVA_LONG, count),
                arena.allocate(ValueLayout.ADDRESS, count),
                arena.allocate(ValueLayout.JAVA_LONG, count),
                count);
        int index = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            put(arena, bindings.names, bindings.nameLengths, index, parameter.getKey());
            put(arena, bindings.values, bindings.valueLengths, index, parameter.getValue());
            index++;
        }
        return bindings;
    }

    private static void put(Arena arena, MemorySegment texts, MemorySegment lengths, int index, String text) {
        MemorySegment utf8 = Strings.utf8(arena, text);
        texts.setAtIndex(ValueLayout.ADDRESS, index, utf8);
        lengths.setAtIndex(ValueLayout.JAVA_LONG, index, utf8.byteSize());
    }
}
