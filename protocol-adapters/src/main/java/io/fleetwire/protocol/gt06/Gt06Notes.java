package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import java.util.ArrayList;
import java.util.List;

/** What each stretch of a frame was, written down while it is read. */
final class Gt06Notes {

    private final int origin;
    private final List<Part> parts = new ArrayList<>();
    private String group = "";

    /**
     * @param origin the buffer index of the frame's first byte
     */
    Gt06Notes(int origin) {
        this.origin = origin;
    }

    /** Names that follow are fields of this: {@code cells[2].}; empty: of nothing. */
    void group(String name) {
        group = name;
    }

    void add(int index, int length, String name, String value) {
        add(index, length, name, value, Check.NONE);
    }

    /** Nothing is written down where there is no byte. */
    void add(int index, int length, String name, String value, Check check) {
        if (length > 0) {
            parts.add(new Part(index - origin, length, group + name, value, check));
        }
    }

    /** What was written down from this buffer index on was not what it seemed to be. */
    void forgetFrom(int index) {
        parts.removeIf(part -> part.offset() >= index - origin);
        group = "";
    }

    /** What was written down last means this. */
    void means(String value) {
        Part last = parts.removeLast();
        parts.add(new Part(last.offset(), last.length(), last.name(), value, last.check()));
    }

    /** What was written down last cannot be. */
    void fails(String reason) {
        Part last = parts.removeLast();
        parts.add(new Part(last.offset(), last.length(), last.name(), last.value() + ": " + reason, Check.FAILED));
    }

    /** The buffer index behind what was written down last. */
    int end() {
        if (parts.isEmpty()) {
            return origin;
        }
        Part last = parts.getLast();
        return origin + last.offset() + last.length();
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }
}
