package io.fleetwire.protocol.teltonika;

/** Ids that were there already, perhaps: two ids that differ by a multiple of 256 look the same to it. In Codec 8 there are no such two. */
final class SeenIds {

    private long a;
    private long b;
    private long c;
    private long d;

    void clear() {
        a = 0;
        b = 0;
        c = 0;
        d = 0;
    }

    /** Adds an id; true: it may have been there before, false: it was not. */
    boolean add(int id) {
        long bit = 1L << id;
        long before = switch (id >> 6 & 3) {
            case 0 -> {
                long old = a;
                a = old | bit;
                yield old;
            }
            case 1 -> {
                long old = b;
                b = old | bit;
                yield old;
            }
            case 2 -> {
                long old = c;
                c = old | bit;
                yield old;
            }
            default -> {
                long old = d;
                d = old | bit;
                yield old;
            }
        };
        return (before & bit) != 0;
    }
}
