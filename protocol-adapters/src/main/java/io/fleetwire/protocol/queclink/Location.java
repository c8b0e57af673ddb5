package io.fleetwire.protocol.queclink;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One location block of a message, found by its shape and not by its place: types and models put different fields around it, and a mask can take speed,
 * heading and altitude out of it. Its anchor is a longitude and a latitude of six decimals and a UTC time of fourteen digits, in this order.
 *
 * <pre>
 *  accuracy, speed, azimuth, altitude, longitude, latitude, UTC time, [count, {mac, rssi, , , }…,] MCC, MNC, LAC, cell
 * </pre>
 *
 * @param start first field
 * @param lonAt the field of the longitude
 * @param full whether accuracy, speed, azimuth and altitude stand before the longitude
 * @param wifiFrom the field of the number of Wi-Fi access points, or −1
 * @param cellAt the field of the MCC, or −1
 * @param end the field behind the last one
 */
record Location(int start, int lonAt, boolean full, int wifiFrom, int cellAt, int end) {

    private static final int BEFORE_LON = 4;
    private static final int CELL_FIELDS = 4;
    private static final int WIFI_FIELDS = 5;
    private static final double MAX_SPEED_KMH = 999.9;
    private static final double MAX_ALTITUDE_M = 99_999.9;

    private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}\\.\\d{6}");
    private static final Pattern ACCURACY = Pattern.compile("(\\d{1,2}(\\.\\d{1,2})?)?");

    /** Speed and altitude always have a decimal: that is what tells them from a count or a mask in their place. */
    private static final Pattern ONE_DECIMAL = Pattern.compile("(-?\\d{1,5}\\.\\d)?");

    private static final Pattern AZIMUTH = Pattern.compile("(\\d{1,3})?");
    private static final Pattern MAC = Pattern.compile("\\p{XDigit}{12}");
    private static final Pattern WIFI_COUNT = Pattern.compile("\\d{1,2}");
    private static final Pattern NETWORK = Pattern.compile("\\d{0,4}");
    private static final Pattern CELL = Pattern.compile("\\p{XDigit}{0,8}");
    private static final String NULL_ISLAND = "0.000000";

    /** The blocks of a message, in their order. */
    static List<Location> find(Sentence sentence) {
        List<Location> found = new ArrayList<>(1);
        int from = sentence.nameAt();
        for (int lon = from; lon + 2 < sentence.bodyEnd(); lon++) {
            if (isAnchor(sentence, lon)) {
                boolean full = lon - BEFORE_LON >= from && isMotion(sentence, lon - BEFORE_LON);
                Location location = at(sentence, lon, full);
                found.add(location);
                from = location.end();
                lon = from - 1;
            }
        }
        return found;
    }

    /** The block that has no position, where a layout says that it begins here; null: it does not. */
    static @Nullable Location empty(Sentence sentence, int start) {
        int lon = start + BEFORE_LON;
        if (lon + 2 >= sentence.bodyEnd()
                || !sentence.field(lon).isEmpty()
                || !sentence.field(lon + 1).isEmpty()
                || !sentence.field(lon + 2).isEmpty()
                || !isMotion(sentence, start)) {
            return null;
        }
        return at(sentence, lon, true);
    }

    private static Location at(Sentence sentence, int lon, boolean full) {
        int after = lon + 3;
        int wifi = wifiEnd(sentence, after);
        int cell = isCell(sentence, wifi) ? wifi : -1;
        return new Location(
                full ? lon - BEFORE_LON : lon,
                lon,
                full,
                wifi == after ? -1 : after,
                cell,
                cell < 0 ? wifi : cell + CELL_FIELDS);
    }

    private static boolean isAnchor(Sentence sentence, int lon) {
        return isDegrees(sentence.field(lon), 180)
                && isDegrees(sentence.field(lon + 1), 90)
                && Clock.ms(sentence.field(lon + 2)) != Clock.UNSET;
    }

    private static boolean isDegrees(String field, int limit) {
        return DEGREES.matcher(field).matches() && Math.abs(Double.parseDouble(field)) <= limit;
    }

    private static boolean isMotion(Sentence sentence, int at) {
        return ACCURACY.matcher(sentence.field(at)).matches()
                && isWithin(ONE_DECIMAL, sentence.field(at + 1), 0, MAX_SPEED_KMH)
                && isWithin(AZIMUTH, sentence.field(at + 2), 0, 360)
                && isWithin(ONE_DECIMAL, sentence.field(at + 3), -MAX_ALTITUDE_M, MAX_ALTITUDE_M);
    }

    private static boolean isWithin(Pattern shape, String field, double min, double max) {
        if (field.isEmpty() || !shape.matcher(field).matches()) {
            return field.isEmpty();
        }
        double value = Double.parseDouble(field);
        return value >= min && value <= max;
    }

    private static int wifiEnd(Sentence sentence, int at) {
        if (at + 1 >= sentence.bodyEnd()
                || !WIFI_COUNT.matcher(sentence.field(at)).matches()
                || !MAC.matcher(sentence.field(at + 1)).matches()) {
            return at;
        }
        int end = at + 1 + WIFI_FIELDS * Integer.parseInt(sentence.field(at));
        return end <= sentence.bodyEnd() ? end : at;
    }

    private static boolean isCell(Sentence sentence, int at) {
        return at + CELL_FIELDS <= sentence.bodyEnd()
                && NETWORK.matcher(sentence.field(at)).matches()
                && NETWORK.matcher(sentence.field(at + 1)).matches()
                && CELL.matcher(sentence.field(at + 2)).matches()
                && CELL.matcher(sentence.field(at + 3)).matches();
    }

    /**
     * The place; null where the device has never been anywhere.
     *
     * @param satellites in use, or {@link Fix#UNKNOWN_COUNT}
     */
    @Nullable
    Fix fix(Sentence sentence, int satellites) {
        String lon = sentence.field(lonAt);
        String lat = sentence.field(lonAt + 1);
        if (lon.isEmpty() || (isZero(lon) && isZero(lat))) {
            return null;
        }
        double accuracy = full ? number(sentence, lonAt - 4) : ABSENT;
        return new Fix(
                Double.parseDouble(lat),
                Double.parseDouble(lon),
                isCurrent(sentence),
                full ? number(sentence, lonAt - 1) : ABSENT,
                full ? number(sentence, lonAt - 3) : ABSENT,
                full ? number(sentence, lonAt - 2) : ABSENT,
                satellites,
                accuracy > 0 ? accuracy : ABSENT,
                ABSENT);
    }

    /** An accuracy of 0 says that there was no fix and this is the last known place; where there is none, nobody says that there was one. */
    private boolean isCurrent(Sentence sentence) {
        return full && number(sentence, lonAt - 4) > 0;
    }

    /** When the device was there, by the satellites; {@link Clock#UNSET}: nowhere. */
    long fixMs(Sentence sentence) {
        return Clock.ms(sentence.field(lonAt + 2));
    }

    private static boolean isZero(String degrees) {
        return degrees.endsWith(NULL_ISLAND) && Double.parseDouble(degrees) == 0;
    }

    private static double number(Sentence sentence, int at) {
        String field = sentence.field(at);
        return field.isEmpty() ? ABSENT : Double.parseDouble(field);
    }
}
