package io.fleetwire.protocol.obd;

/**
 * A stretch of an adapter's text as the decoder reads it, upper case and without zeros and outer blanks, with the place of each character.
 *
 * @param places offsets in the text, one for each character
 */
@SuppressWarnings("ArrayRecordComponent") // nobody's to change, never compared
record AsciiText(String characters, int[] places) {

    static AsciiText of(String text, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && text.charAt(begin) <= ' ') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return without(text, begin, end, '\0');
    }

    private static AsciiText without(String text, int from, int to, char skipped) {
        StringBuilder characters = new StringBuilder();
        int[] places = new int[to - from];
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != skipped) {
                places[characters.length()] = i;
                characters.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
            }
        }
        return new AsciiText(characters.toString(), places);
    }

    AsciiText withoutSpaces() {
        AsciiText inner = without(characters, 0, characters.length(), ' ');
        int[] outer = new int[inner.characters().length()];
        for (int i = 0; i < outer.length; i++) {
            outer[i] = places[inner.places()[i]];
        }
        return new AsciiText(inner.characters(), outer);
    }

    /** The offset of a character in the text. */
    int at(int character) {
        return places[character];
    }
}
