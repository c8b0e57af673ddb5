package io.fleetwire.protocol.queclink;

import io.fleetwire.protocol.DeviceProfile;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A product: {@code models.csv}. The protocol version begins with its type.
 *
 * @param name such as {@code GV300}; empty: unknown
 * @param vinInHead its reports name the vehicle before the device
 */
record Model(String name, boolean vinInHead) {

    static final Model UNKNOWN = new Model("", false);

    private static final int SHORT_VERSION = 6;
    private static final int SHORT_TYPE = 2;
    private static final int LONG_TYPE = 6;

    private static final Map<String, Model> BY_TYPE = Table.lines("models.csv").stream()
            .collect(Collectors.toUnmodifiableMap(
                    column -> column[0], column -> new Model(column[1], column[2].equals("vin"))));

    private static final Map<String, Model> BY_NAME = BY_TYPE.values().stream()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Model::name, Function.identity()));

    /** By the registry, which knows better than a version, or by the version. */
    static Model of(DeviceProfile profile, String version) {
        String registered = profile.model();
        if (registered == null) {
            return of(version);
        }
        String name = registered.strip().toUpperCase(Locale.ROOT);
        Model known = BY_NAME.get(name);
        return known != null ? known : new Model(name, of(version).vinInHead());
    }

    private static Model of(String version) {
        int typeLength = version.length() > SHORT_VERSION ? LONG_TYPE : SHORT_TYPE;
        @Nullable
        Model known = version.length() < SHORT_VERSION
                ? null
                : BY_TYPE.get(version.substring(0, typeLength).toUpperCase(Locale.ROOT));
        return known != null ? known : UNKNOWN;
    }
}
