package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.gt06.Gt06Message.Location;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a location says beyond its event's typed fields: a view of the message, whose words are made when somebody asks. A map of its own would cost
 * several times what the rest of the record does, for every location.
 */
final class Gt06LocationAttributes extends AbstractMap<String, String> {

    private static final int TYPE = 0;
    private static final int SERIAL = 1;
    private static final int MCC = 2;
    private static final int MNC = 3;
    private static final int LAC = 4;
    private static final int CID = 5;
    private static final int MODE = 6;
    private static final int AGAIN = 7;
    private static final int TAIL = 8;

    private static final String[] NAMES = {
        "type", "serial", "mcc", "mnc", "lac", "cid", "uploadMode", "reupload", "tail"
    };

    private final Location location;

    Gt06LocationAttributes(Location location) {
        this.location = location;
    }

    private boolean has(int field) {
        return switch (field) {
            case SERIAL -> location.serial() >= 0;
            case MCC, MNC, LAC, CID -> location.mcc() != Gt06Message.NONE;
            case MODE, AGAIN -> location.mode() != Gt06Message.NONE;
            case TAIL -> !location.tail().isEmpty();
            default -> true;
        };
    }

    private String value(int field) {
        return switch (field) {
            case TYPE -> Gt06Type.hex(location.type());
            case SERIAL -> Integer.toString(location.serial());
            case MCC -> Integer.toString(location.mcc());
            case MNC -> Integer.toString(location.mnc());
            case LAC -> Long.toString(location.lac());
            case CID -> Long.toString(location.cid());
            case MODE -> Integer.toString(location.mode());
            case AGAIN -> location.again() ? "true" : "false";
            default -> location.tail();
        };
    }

    /** The first field from this one on that the location has; as many as there are: none. */
    private int fieldFrom(int from) {
        int field = from;
        while (field < NAMES.length && !has(field)) {
            field++;
        }
        return field;
    }

    @Override
    public int size() {
        int size = 0;
        for (int field = fieldFrom(0); field < NAMES.length; field = fieldFrom(field + 1)) {
            size++;
        }
        return size;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        for (int field = fieldFrom(0); field < NAMES.length; field = fieldFrom(field + 1)) {
            if (NAMES[field].equals(name)) {
                return value(field);
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, String>> {

        @Override
        public int size() {
            return Gt06LocationAttributes.this.size();
        }

        @Override
        public Iterator<Map.Entry<String, String>> iterator() {
            return new Walk();
        }
    }

    private final class Walk implements Iterator<Map.Entry<String, String>> {
        private int field = fieldFrom(0);

        @Override
        public boolean hasNext() {
            return field < NAMES.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, String> entry = Map.entry(NAMES[field], value(field));
            field = fieldFrom(field + 1);
            return entry;
        }
    }
}
