package io.fleetwire.protocol.teltonika;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one record, read from the packet's bytes when somebody asks: most of a record's elements are attributes, and most attributes are asked
 * for once, when the record is written to Kafka. Immutable.
 */
final class IoAttributes extends AbstractMap<String, String> {

    private final Kept kept;
    private final int start;
    private final int firstElement;
    private final int size;

    /**
     * @param start where the record begins in the packet
     * @param firstElement the number of its first IO element, counted through the packet
     * @param size how many attributes there are
     */
    IoAttributes(Kept kept, int start, int firstElement, int size) {
        this.kept = kept;
        this.start = start;
        this.firstElement = firstElement;
        this.size = size;
    }

    /** A packet's IO elements that are attributes: the others are in typed fields, are no reading, or come again later in their record. */
    static final class Kept {
        private final AvlPacket packet;
        private final FamilyDictionary dictionary;

        /** A bit for each element, by its number in the packet. */
        private final long[] elements;

        Kept(AvlPacket packet, FamilyDictionary dictionary) {
            this.packet = packet;
            this.dictionary = dictionary;
            this.elements = new long[(packet.elements() + Long.SIZE - 1) / Long.SIZE];
        }

        void keep(int element) {
            elements[element >> 6] |= 1L << element;
        }

        void drop(int element) {
            elements[element >> 6] &= ~(1L << element);
        }

        boolean isKept(int element) {
            return (elements[element >> 6] & 1L << element) != 0;
        }

        IoCursor cursor(int start) {
            return new IoCursor(packet.layout(), packet.data(), packet.firstGroup(start));
        }
    }

    /** What a record says about itself, where it is out of the ordinary. */
    static List<Entry<String, String>> circumstances(AvlPacket packet, int start) {
        List<Entry<String, String>> entries = new ArrayList<>(4);
        add(entries, Attributes.PRIORITY, packet.priority(start));
        add(entries, Attributes.EVENT, packet.eventId(start));
        add(entries, Attributes.GENERATION, packet.generation(start));
        if (isImpossible(packet.latE7(start), packet.lonE7(start))) {
            String place = packet.latE7(start) / AvlRecord.DEGREE + "," + packet.lonE7(start) / AvlRecord.DEGREE;
            entries.add(Map.entry(Attributes.IMPOSSIBLE_PLACE, place));
        }
        return entries;
    }

    private static void add(List<Entry<String, String>> entries, String name, int value) {
        if (value != 0) {
            entries.add(Map.entry(name, Integer.toString(value)));
        }
    }

    /** How many {@link #circumstances} there are. */
    static int circumstanceCount(AvlPacket packet, int start) {
        return (packet.priority(start) != 0 ? 1 : 0)
                + (packet.eventId(start) != 0 ? 1 : 0)
                + (packet.generation(start) != 0 ? 1 : 0)
                + (isImpossible(packet.latE7(start), packet.lonE7(start)) ? 1 : 0);
    }

    /** Ten-millionths of a degree that are no place on Earth. */
    static boolean isImpossible(int latE7, int lonE7) {
        return latE7 < -900_000_000 || latE7 > 900_000_000 || lonE7 < -1_800_000_000 || lonE7 > 1_800_000_000;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable String get(Object name) {
        IoCursor cursor = kept.cursor(start);
        for (int element = firstElement; cursor.next(); element++) {
            if (kept.isKept(element) && Attributes.name(cursor.id()).equals(name)) {
                return text(cursor);
            }
        }
        for (Entry<String, String> circumstance : circumstances(kept.packet, start)) {
            if (circumstance.getKey().equals(name)) {
                return circumstance.getValue();
            }
        }
        return null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, String>> {
        private final Iterator<Entry<String, String>> circumstances =
                circumstances(kept.packet, start).iterator();
        private final IoCursor cursor = kept.cursor(start);
        private int element = firstElement;
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Entry<String, String> next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            if (circumstances.hasNext()) {
                return circumstances.next();
            }
            while (cursor.next()) {
                if (kept.isKept(element++)) {
                    return Map.entry(Attributes.name(cursor.id()), text(cursor));
                }
            }
            throw new NoSuchElementException();
        }
    }

    private String text(IoCursor cursor) {
        return IoText.of(
                kept.dictionary, cursor.id(), cursor.width(), kept.packet.data(), cursor.offset(), cursor.length());
    }
}
