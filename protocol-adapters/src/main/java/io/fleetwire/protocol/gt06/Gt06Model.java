package io.fleetwire.protocol.gt06;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The products whose frames mean something of their own: the registry's {@code model}, as far as it matters here. */
public enum Gt06Model {
    /** Unknown, or like everybody: a vendor's layout is recognised by its length and content. */
    ANY,
    /** Like the manual: nothing is taken for a vendor's layout because of its length. */
    STANDARD,
    /** LW3G, LW4G and their like. */
    LW,
    SEEWORLD,
    /** NT11, NT20, NT26, NT40, NT46, VL100, XT40: the IMEI comes first. */
    NT,
    /** VL103, LL303, VL512, G18: alarm codes of their own. */
    VL,
    QH302R,
    R11;

    private static final Map<String, Gt06Model> BY_NAME = Map.copyOf(Stream.of(
                    Map.entry(STANDARD, "STANDARD"),
                    Map.entry(SEEWORLD, "SEEWORLD"),
                    Map.entry(NT, "NT11 NT20 NT26 NT40 NT46 VL100 XT40"),
                    Map.entry(VL, "VL103 LL303 VL512 G18"),
                    Map.entry(QH302R, "QH302R"),
                    Map.entry(R11, "R11"))
            .flatMap(entry -> Stream.of(entry.getValue().split(" ")).map(name -> Map.entry(name, entry.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));

    static Gt06Model of(@Nullable String product) {
        if (product == null) {
            return ANY;
        }
        String name = product.toUpperCase(Locale.ROOT);
        return name.startsWith("LW") ? LW : BY_NAME.getOrDefault(name, ANY);
    }
}
