package io.fleetwire.protocol.jt808;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The products whose bits and items mean something of their own: the registry's {@code model}, as far as it matters here. */
enum Jt808Model {
    /** Unknown, or like everybody. */
    ANY,
    /** AL300, GL100, VL300. Their items are told by item F2 as well, which not every message has. */
    AOVX,
    /** Locks: their alarm bits are not the standard's. */
    PADLOCK,
    /** Jimi's cameras: item E8 is a list. */
    JC,
    /** Status bit 16 is the door. */
    MV,
    /** Status bit 4 is motion. */
    G1C,
    /** Item E2 is not fuel. */
    DT800,
    /** Item F8 counts steps. */
    C5;

    private static final Map<String, Jt808Model> BY_NAME = Map.ofEntries(
            Map.entry("AL300", AOVX),
            Map.entry("GL100", AOVX),
            Map.entry("VL300", AOVX),
            Map.entry("G-360P", PADLOCK),
            Map.entry("G-508P", PADLOCK),
            Map.entry("JC371", JC),
            Map.entry("JC181", JC),
            Map.entry("JC182", JC),
            Map.entry("JC450", JC),
            Map.entry("JC451", JC),
            Map.entry("MV810G", MV),
            Map.entry("MV710G", MV),
            Map.entry("G1C PRO", G1C),
            Map.entry("DT800", DT800),
            Map.entry("C5", C5),
            Map.entry("C5L", C5));

    static Jt808Model of(@Nullable String product) {
        return product == null ? ANY : BY_NAME.getOrDefault(product.toUpperCase(Locale.ROOT), ANY);
    }
}
