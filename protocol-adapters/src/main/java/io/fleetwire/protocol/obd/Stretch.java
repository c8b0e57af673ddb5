package io.fleetwire.protocol.obd;

import java.util.ArrayList;
import java.util.List;

/** Bytes that were written as text, with their places in it. */
final class Stretch {

    /**
     * A byte's digits.
     *
     * @param from the first one's offset
     * @param to behind the last one
     * @param line the number of their line
     */
    record Place(int from, int to, int line) {}

    /** Places next to each other, of bytes of one line. */
    record Run(int from, int to) {}

    private final List<Byte> bytes = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    void add(byte value, Place place) {
        bytes.add(value);
        places.add(place);
    }

    void add(Stretch other) {
        bytes.addAll(other.bytes);
        places.addAll(other.places);
    }

    int size() {
        return bytes.size();
    }

    byte[] bytes() {
        byte[] all = new byte[bytes.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.get(i);
        }
        return all;
    }

    /** From one byte (included) to another (not included). */
    Stretch part(int from, int to) {
        Stretch part = new Stretch();
        part.bytes.addAll(bytes.subList(from, to));
        part.places.addAll(places.subList(from, to));
        return part;
    }

    /** Where it is: one run for each line. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int from = i;
            while (i + 1 < places.size()
                    && places.get(i + 1).line() == places.get(from).line()) {
                i++;
            }
            runs.add(new Run(places.get(from).from(), places.get(i).to()));
        }
        return runs;
    }
}
