package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.contract.Dissection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frame taken apart, field by field. */
class QueclinkPartsTest {

    private static List<Part> parts(String text) {
        return Dissection.of(new QueclinkAdapter(), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** gl200-Gl200Text-144, recorded. */
    @Test
    void everyFieldHasItsName() {
        assertThat(parts(
                        "+RESP:GTFRI,060228,862894020178276,,15153,10,1,1,0.0,0,431.7,-63.169571,-17.776235,20160210153458,0736,"
                                + "0003,6AD4,80EF,00,34.9,00117:31:26,13442,15163,0,210101,,,,20160210113503,38EE$"))
                .containsExactly(
                        Part.of(0, 12, "header", "+RESP:GTFRI"),
                        Part.of(12, 7, "protocolVersion", "060228"),
                        Part.of(19, 16, "deviceId", "862894020178276"),
                        Part.of(35, 1, "deviceName", "none"),
                        Part.of(36, 6, "externalMv", "15153 mV"),
                        Part.of(42, 3, "report", "10"),
                        Part.of(45, 2, "number", "1"),
                        Part.of(47, 2, "locations[0].accuracy", "1"),
                        Part.of(49, 4, "locations[0].speedKmh", "0.0 km/h"),
                        Part.of(53, 2, "locations[0].headingDeg", "0 °"),
                        Part.of(55, 6, "locations[0].altitudeM", "431.7 m"),
                        Part.of(61, 11, "locations[0].lon", "-63.169571"),
                        Part.of(72, 11, "locations[0].lat", "-17.776235"),
                        Part.of(83, 15, "locations[0].fixAt", "2016-02-10T15:34:58Z"),
                        Part.of(98, 5, "locations[0].mcc", "0736"),
                        Part.of(103, 5, "locations[0].mnc", "0003"),
                        Part.of(108, 5, "locations[0].lac", "6AD4"),
                        Part.of(113, 5, "locations[0].cell", "80EF"),
                        Part.of(118, 3, "appendMask", "00"),
                        Part.of(121, 5, "mileageKm", "34.9 km"),
                        Part.of(126, 12, "hourMeter", "00117:31:26"),
                        Part.of(138, 6, "analog1", "13442"),
                        Part.of(144, 6, "analog2", "15163"),
                        Part.of(150, 2, "batteryPct", "0 %"),
                        Part.of(152, 7, "status", "210101"),
                        Part.of(159, 1, "rpm", "none"),
                        Part.of(160, 1, "fuelConsumption", "none"),
                        Part.of(161, 1, "fuelLevelPct", "none"),
                        Part.of(162, 15, "sentAt", "2016-02-10T11:35:03"),
                        Part.of(177, 4, "count", "38EE"),
                        new Part(181, 1, "tail", "$", Part.Check.PASSED));
    }

    @Test
    void severalMessagesAreNumbered() {
        assertThat(
                        parts(
                                "+ACK:GTHBD,060228,862894020178276,,20160210113503,38EE$\r\n+BUFF:GTXYZ,,862894020178276,,7,,38EF$"))
                .containsExactly(
                        Part.of(0, 11, "messages[0].header", "+ACK:GTHBD"),
                        Part.of(11, 7, "messages[0].protocolVersion", "060228"),
                        Part.of(18, 16, "messages[0].deviceId", "862894020178276"),
                        Part.of(34, 1, "messages[0].deviceName", "none"),
                        Part.of(35, 15, "messages[0].sentAt", "2016-02-10T11:35:03"),
                        Part.of(50, 4, "messages[0].count", "38EE"),
                        new Part(54, 1, "messages[0].tail", "$", Part.Check.PASSED),
                        Part.of(55, 2, "padding", "0d0a"),
                        Part.of(57, 12, "messages[1].header", "+BUFF:GTXYZ"),
                        Part.of(69, 1, "messages[1].protocolVersion", "none"),
                        Part.of(70, 16, "messages[1].deviceId", "862894020178276"),
                        Part.of(86, 1, "messages[1].deviceName", "none"),
                        Part.of(87, 2, "messages[1].field4", "7"),
                        Part.of(89, 1, "messages[1].sentAt", "none"),
                        Part.of(90, 4, "messages[1].count", "38EF"),
                        new Part(94, 1, "messages[1].tail", "$", Part.Check.PASSED));
    }

    @Test
    void whatIsNoMessageSaysWhy() {
        assertThat(parts("+SACK:38EE$"))
                .containsExactly(
                        new Part(0, 11, "message", "header is none of +RESP:GT, +BUFF:GT, +ACK:GT", Part.Check.FAILED));
    }
}
