package io.fleetwire.protocol.queclink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes through a message's fields from left to right and gives them names. */
final class Namer {

    private final Sentence sentence;
    private final @Nullable String[] names;
    private final int end;
    private int at;

    /**
     * @param names one for each field of the message; filled in here
     * @param from the first field to name
     * @param end the field behind the last one
     */
    Namer(Sentence sentence, @Nullable String[] names, int from, int end) {
        this.sentence = sentence;
        this.names = names;
        this.at = from;
        this.end = end;
    }

    /** Names the next field, if there is one and it looks like that. */
    boolean take(String name) {
        if (at >= end || !Field.of(name).shape().fits(sentence.field(at))) {
            return false;
        }
        names[at++] = name.equals(Field.UNKNOWN) ? null : name;
        return true;
    }

    /** The next field; empty where there is none. */
    String peek() {
        return at < end ? sentence.field(at) : "";
    }

    /** The field named last. */
    String last() {
        return sentence.field(at - 1);
    }

    /** The number of repetitions in the next field, which is named; −1: it is none. */
    int takeCount() {
        String field = peek();
        if (field.isEmpty() || field.length() > 2 || !Shape.INT.fits(field)) {
            return -1;
        }
        take(Field.RESERVED);
        return Integer.parseInt(field);
    }

    int at() {
        return at;
    }

    int end() {
        return end;
    }

    boolean isDone() {
        return at == end;
    }

    /** Forgets the names from this field on. */
    void back(int index) {
        Arrays.fill(names, index, at, null);
        at = index;
    }
}
