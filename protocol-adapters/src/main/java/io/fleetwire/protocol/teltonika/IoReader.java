package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.wire.BigEndian;

/** Names and values of IO elements for people. A frame does not say which model sent it: the meaning is that of family A, and what others make of it is said. */
final class IoReader {

    private final AvlDictionary dictionary;
    private final FamilyDictionary usual;

    IoReader(AvlDictionary dictionary) {
        this.dictionary = dictionary;
        this.usual = dictionary.of(Family.A);
    }

    /** With a space before it; empty: none is known. */
    String name(int id, int width) {
        AvlId known = usual.get(id, width);
        return known == null ? "" : " " + known.name();
    }

    /** The name in whatever width, with a space before it; empty: none is known. */
    String name(int id) {
        AvlId known = usual.inAnyWidth(id);
        return known == null ? "" : " " + known.name();
    }

    /** The value in its unit, and what is to be said about it. */
    String value(int id, int width, byte[] data, int offset, int length) {
        AvlId known = usual.get(id, width);
        StringBuilder text = new StringBuilder(text(usual, id, width, data, offset, length));
        AvlId elsewhere = usual.inAnyWidth(id);
        if (known == null && elsewhere != null) {
            text.append(" (").append(elsewhere.name()).append(" has another length)");
        } else if (known != null && isAbsent(known, data, offset)) {
            text.append(" (no reading)");
        }
        for (Family family : Family.values()) {
            AvlId other = dictionary.of(family).get(id, width);
            if (other != null && !other.equals(known)) {
                text.append(" (family ")
                        .append(family.code)
                        .append(": ")
                        .append(other.name())
                        .append(' ');
                text.append(text(dictionary.of(family), id, width, data, offset, length))
                        .append(')');
            }
        }
        return text.toString();
    }

    private static String text(FamilyDictionary family, int id, int width, byte[] data, int offset, int length) {
        AvlId known = family.get(id, width);
        String value = IoText.of(family, id, width, data, offset, length);
        return known == null || known.unit().isEmpty() ? value : value + " " + known.unit();
    }

    private static boolean isAbsent(AvlId known, byte[] data, int offset) {
        return known.width() != AvlId.VARIABLE
                && known.isAbsent(known.signed(BigEndian.number(data, offset, known.width())));
    }
}
