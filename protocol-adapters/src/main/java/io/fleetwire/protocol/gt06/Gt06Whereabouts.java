package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.protocol.Malformed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in the words of a reply to {@code WHERE#}: {@code Current position!Lat:N22.577156,Lon:E113.916838,Course:195.80,Speed:0.00,DateTime:2013-08-31
 * 14:46:04}.
 *
 * @param clockMs the time in the words, read as if it were UTC
 */
record Gt06Whereabouts(Fix fix, long clockMs) {

    private static final Pattern WORDS = Pattern.compile("Current position! ?Lat:([NS])(\\d{1,2}\\.\\d{1,9}), ?"
            + "Lon:([EW])(\\d{1,3}\\.\\d{1,9}), ?Course:(\\d{1,3}(?:\\.\\d{1,9})?), ?Speed:(\\d{1,3}(?:\\.\\d{1,9})?)(?: ?[Kk]m/h)?, ?"
            + "DateTime:(?:20)?(\\d\\d)-(\\d\\d)-(\\d\\d) {1,4}(\\d\\d):(\\d\\d):(\\d\\d).*");

    /** Null where the words say no place, or none that can be. */
    static @Nullable Gt06Whereabouts of(String text) {
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            return null;
        }
        double lat = number(words, 2);
        double lon = number(words, 4);
        double course = number(words, 5);
        try {
            long clockMs = Gt06Clock.epochMs(
                    whole(words, 7),
                    whole(words, 8),
                    whole(words, 9),
                    whole(words, 10),
                    whole(words, 11),
                    whole(words, 12));
            boolean placed = (lat != 0 || lon != 0) && lat <= 90 && lon <= 180 && clockMs != Gt06Clock.UNSET;
            return !placed
                    ? null
                    : new Gt06Whereabouts(
                            new Fix(
                                    words.group(1).equals("N") ? lat : -lat,
                                    words.group(3).equals("E") ? lon : -lon,
                                    true,
                                    Measure.ABSENT,
                                    number(words, 6),
                                    course <= 360 ? course : Measure.ABSENT,
                                    Fix.UNKNOWN_COUNT,
                                    Measure.ABSENT,
                                    Measure.ABSENT),
                            clockMs);
        } catch (Malformed e) {
            return null;
        }
    }

    private static double number(Matcher words, int group) {
        return Double.parseDouble(words.group(group));
    }

    private static int whole(Matcher words, int group) {
        return Integer.parseInt(words.group(group));
    }
}
