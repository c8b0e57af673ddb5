package io.fleetwire.protocol.queclink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with a name for each field that is known.
 *
 * @param names by the field's index; null: what it means is not known
 * @param locations in the order of the message
 */
// The names are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Named(Sentence sentence, Model model, @Nullable String[] names, List<Location> locations) {

    static final String DEVICE_NAME = "deviceName";
    static final String VIN = "vin";
    static final String SERIAL = "serial";

    private static final List<String> MOTION = List.of("accuracy", "speedKmh", "headingDeg", "altitudeM");
    private static final List<String> PLACE = List.of("lon", "lat", "fixAt");
    private static final List<String> CELL = List.of("mcc", "mnc", "lac", "cell");
    private static final List<String> WIFI = List.of("mac", "rssi", "reserved", "reserved", "reserved");

    private Named(Sentence sentence, Model model, List<Location> locations) {
        this(sentence, model, new @Nullable String[sentence.fields().length], locations);
    }

    /** Names the fields: the locations by their shape, what is around them by the first layout that fits. */
    static Named of(Sentence sentence, Model model) {
        if (sentence.kind() == Sentence.Kind.ACKNOWLEDGEMENT) {
            return new Named(sentence, model, List.of())
                    .withHead(false)
                    .withTail()
                    .withSerial();
        }
        List<Location> found = Location.find(sentence);
        for (Layout layout : Layout.of(sentence.type(), model)) {
            Named named = by(layout, sentence, model, found);
            if (named != null) {
                return named;
            }
        }
        return new Named(sentence, model, found).withHead(false).withLocations().withTail();
    }

    private static @Nullable Named by(Layout layout, Sentence sentence, Model model, List<Location> found) {
        int body = body(sentence, model, layout.nameless());
        List<Location> locations = found;
        if (layout.located() == found.isEmpty()) {
            Location empty = layout.located()
                    ? Location.empty(sentence, body + layout.before().size())
                    : null;
            if (empty == null) {
                return null;
            }
            locations = List.of(empty);
        }
        int bodyEnd = sentence.bodyEnd();
        int before = locations.isEmpty() ? bodyEnd : locations.getFirst().start();
        int after = locations.isEmpty() ? bodyEnd : locations.getLast().end();
        Named named = new Named(sentence, model, locations);
        if (!layout.nameBefore(new Namer(sentence, named.names, body, before), model)) {
            return null;
        }
        long eriMask = sentence.type().equals("ERI") ? Masks.value(sentence.field(body)) : 0;
        if (!layout.nameAfter(new Namer(sentence, named.names, after, bodyEnd), model, eriMask)) {
            return null;
        }
        return named.withHead(layout.nameless()).withLocations().withTail();
    }

    /** The first field of the body. */
    private static int body(Sentence sentence, Model model, boolean nameless) {
        boolean hasName = !nameless && sentence.hasName();
        return Math.min(sentence.bodyEnd(), sentence.nameAt() + (hasName ? 1 : 0) + (model.vinInHead() ? 1 : 0));
    }

    private Named withHead(boolean nameless) {
        names[0] = "header";
        if (sentence.hasName()) {
            names[1] = "protocolVersion";
            names[2] = "deviceId";
        } else {
            names[1] = "deviceId";
        }
        int body = body(sentence, model, nameless);
        if (body > sentence.nameAt() && sentence.hasName()) {
            names[body - 1] = DEVICE_NAME;
        }
        if (model.vinInHead() && body > sentence.nameAt() + 1) {
            names[sentence.nameAt()] = VIN;
        }
        return this;
    }

    private Named withTail() {
        if (sentence.sentAt() >= 0) {
            names[sentence.sentAt()] = "sentAt";
        }
        if (sentence.countAt() >= 0) {
            names[sentence.countAt()] = "count";
            if (sentence.countAt() + 1 < names.length) {
                names[sentence.countAt() + 1] = "protocolVersion";
            }
        }
        return this;
    }

    /** The server's own number of the command. */
    private Named withSerial() {
        int at = sentence.bodyEnd() - 1;
        if (at > sentence.nameAt() && sentence.field(at).length() == 4 && Shape.HEX.fits(sentence.field(at))) {
            names[at] = SERIAL;
        }
        return this;
    }

    private Named withLocations() {
        for (int i = 0; i < locations.size(); i++) {
            Location location = locations.get(i);
            String prefix = "locations[" + i + "].";
            if (location.full()) {
                put(prefix, location.start(), MOTION);
            }
            put(prefix, location.lonAt(), PLACE);
            if (location.wifiFrom() >= 0) {
                names[location.wifiFrom()] = prefix + "wifiCount";
                int wifiEnd = location.cellAt() < 0 ? location.end() : location.cellAt();
                for (int at = location.wifiFrom() + 1; at < wifiEnd; at += WIFI.size()) {
                    put(prefix + "wifi.", at, WIFI);
                }
            }
            if (location.cellAt() >= 0) {
                put(prefix, location.cellAt(), CELL);
            }
            if (i + 1 < locations.size()) {
                for (int at = location.end(); at < locations.get(i + 1).start(); at++) {
                    names[at] = prefix + "appended";
                }
            }
        }
        return this;
    }

    private void put(String prefix, int at, List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            names[at + i] = prefix + fields.get(i);
        }
    }

    /** The name of a field of the message as a whole; null: it belongs to a location, to head or tail, or is not known. */
    @Nullable
    String bodyName(int index) {
        String name = names[index];
        boolean body = index >= sentence.nameAt() && index < sentence.bodyEnd();
        return !body || name == null || name.startsWith("locations[") ? null : name;
    }

    /** Whether nobody knows what a field means. */
    boolean isUnknown(int index) {
        return names[index] == null;
    }
}
