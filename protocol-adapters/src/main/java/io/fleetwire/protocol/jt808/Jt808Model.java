package io.fleetwire.protocol.jt808;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The products whose bits and items mean something of their own: the registry's {@code model}, as far as it matters here. */
enum Jt808Model {
    /** Unknown, or like everybody. */
    ANY,
    /** Their items are told by item F2 as well, which not every message has. */
    AOVX("AL300", "GL100", "VL300"),
    /** Locks: their alarm bits are not the standard's. */
    PADLOCK("G-360P", "G-508P"),
    /** Jimi's cameras: item E8 is a list. */
    JC("JC371", "JC181", "JC182", "JC450", "JC451"),
    /** Status bit 16 is the door. */
    MV("MV810G", "MV710G"),
    /** Status bit 4 is motion. */
    G1C("G1C PRO"),
    /** Item E2 is not fuel. */
    DT800("DT800"),
    /** Item F8 counts steps. */
    C5("C5", "C5L");

    private static final Map<String, Jt808Model> BY_NAME = Stream.of(values())
            .flatMap(model -> Stream.of(model.names).map(name -> Map.entry(name, model)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String[] names;

    Jt808Model(String... names) {
        this.names = names;
    }

    static Jt808Model of(@Nullable String product) {
        return product == null ? ANY : BY_NAME.getOrDefault(product.toUpperCase(Locale.ROOT), ANY);
    }
}
