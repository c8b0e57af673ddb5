package io.fleetwire.protocol.teltonika;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What IO elements mean on one family of models. Looked up for every element of every record, so the tables are arrays, by width and id: the same id in
 * another width is another element.
 */
final class FamilyDictionary {

    /** Widths of values: variable, 1, 2, 4, 8. */
    private static final int WIDTHS = 5;

    private final @Nullable AvlId[][] known = new @Nullable AvlId[WIDTHS][];
    private final @Nullable AvlId[][] special = new @Nullable AvlId[WIDTHS][];

    /**
     * @param elements of an id and a width, the last one counts
     */
    FamilyDictionary(List<AvlId> elements) {
        for (int slot = 0; slot < WIDTHS; slot++) {
            int width = slot;
            List<AvlId> ofWidth =
                    elements.stream().filter(avl -> slot(avl.width()) == width).toList();
            known[slot] = table(ofWidth);
            special[slot] = table(ofWidth);
            for (AvlId avl : ofWidth) {
                special[slot][avl.id()] = avl.isOnlyAttribute() ? null : avl;
            }
        }
    }

    private static @Nullable AvlId[] table(List<AvlId> elements) {
        int last = elements.stream().mapToInt(AvlId::id).max().orElse(-1);
        @Nullable AvlId[] table = new @Nullable AvlId[last + 1];
        for (AvlId avl : elements) {
            table[avl.id()] = avl;
        }
        return table;
    }

    /** What is known about an element; null: nothing, in this width. */
    @Nullable
    AvlId get(int id, int width) {
        if (width > AvlLayout.LARGEST_NUMBER) {
            return null;
        }
        @Nullable AvlId[] ofWidth = known[slot(width)];
        return id < ofWidth.length ? ofWidth[id] : null;
    }

    /** The element of this id in whatever width it is known; null: in none. */
    @Nullable
    AvlId inAnyWidth(int id) {
        for (@Nullable AvlId[] ofWidth : known) {
            if (id < ofWidth.length && ofWidth[id] != null) {
                return ofWidth[id];
            }
        }
        return null;
    }

    /** The elements of a width, by id, that are more than an attribute; null, or beyond the table: it is only one. */
    @Nullable
    AvlId[] special(int width) {
        return special[slot(width)];
    }

    /** 0, 1, 2, 4, 8 → 0 … 4. */
    private static int slot(int width) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(width);
    }
}
