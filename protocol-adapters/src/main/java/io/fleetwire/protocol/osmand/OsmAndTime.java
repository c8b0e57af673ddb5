package io.fleetwire.protocol.osmand;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The forms of a time that the apps have used. */
final class OsmAndTime {

    /** A number below is seconds; as milliseconds it would be a day of January 1970. */
    private static final long FIRST_MILLISECONDS = 1L << 31;

    private static final int MILLIS = 1_000;

    private OsmAndTime() {}

    /**
     * Reads a time.
     *
     * @param zone of one that names none
     * @return null where it is none
     */
    static @Nullable Instant read(String text, ZoneOffset zone) {
        try {
            if (text.matches("[0-9]{1,15}(\\.[0-9]+)?")) {
                double number = Double.parseDouble(text);
                return Instant.ofEpochMilli(Math.round(number < FIRST_MILLISECONDS ? number * MILLIS : number));
            }
            String iso = text.replace(' ', 'T');
            return iso.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$") && iso.contains("T")
                    ? OffsetDateTime.parse(withColon(iso)).toInstant()
                    : LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .toInstant(zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** iOS has written offsets without one. */
    private static String withColon(String iso) {
        return iso.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
    }
}
