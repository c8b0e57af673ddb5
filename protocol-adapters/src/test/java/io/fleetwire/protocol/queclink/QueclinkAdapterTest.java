package io.fleetwire.protocol.queclink;

import static io.fleetwire.protocol.queclink.QueclinkTalk.record;
import static io.fleetwire.protocol.queclink.QueclinkTalk.replies;
import static io.fleetwire.protocol.queclink.QueclinkTalk.says;
import static io.fleetwire.protocol.queclink.QueclinkTalk.sends;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the messages mean where the recordings do not say it, and what the device hears. */
class QueclinkAdapterTest {

    private static final String ID = "862894020180553";
    private static final String CELL = "0736,0003,6AAE,3381";

    /** A general event of a GV300: report byte, location, what follows it. */
    private static String event(String type, String report, String location) {
        return "+RESP:GT" + type + ",060228," + ID + ",,," + report + ",1," + location + "," + CELL
                + ",00,913.3,20160309113550,132B$";
    }

    private static final String HERE = "1,20.0,147,329.7,-62.899703,-17.720434,20160309113548";
    private static final String LAST_KNOWN = "0,20.0,147,329.7,-62.899703,-17.720434,20160309113548";

    @Test
    void theFirstMessageSaysWhoItIs() {
        QueclinkAdapter adapter = new QueclinkAdapter();
        byte[] bytes = event("RTL", "00", HERE).getBytes(StandardCharsets.US_ASCII);
        Outcome<QueclinkSession> outcome =
                adapter.receive(adapter.newSession(), Unpooled.wrappedBuffer(bytes), AdapterHarness.NOW);
        if (!(outcome instanceof Outcome.Login<QueclinkSession> login)) {
            throw new AssertionError(outcome);
        }
        assertThat(login.deviceId()).isEqualTo(ID);
        assertThat(login.refused().close()).isTrue();
        assertThat(login.refused().replies()).isEmpty();
    }

    @Test
    void isAcknowledgedWhenStored() {
        Heard heard = says(event("RTL", "00", HERE));
        assertThat(replies(heard)).containsExactly("+SACK:132B$");
        assertThat(heard.replies().getFirst().whenStored()).isTrue();
    }

    @Test
    void theCountIsRepeatedAsItCame() {
        assertThat(replies(says("+RESP:GTPNA,060228," + ID + ",,20160309113548,0a0f$")))
                .containsExactly("+SACK:0a0f$");
    }

    @Test
    void aHeartbeatIsAnsweredAtOnceAndStoresNothing() {
        Heard heard = says("+ACK:GTHBD,8020050402," + ID + ",,20160309113548,11F0$");
        assertThat(heard.events()).isEmpty();
        assertThat(replies(heard)).containsExactly("+SACK:GTHBD,8020050402,11F0$");
        assertThat(heard.replies().getFirst().whenStored()).isFalse();
    }

    @Test
    void bufferedIsTheSameRecord() {
        String live = event("RTL", "00", HERE);
        assertThat(record(live.replace("+RESP", "+BUFF"))).isEqualTo(record(live));
    }

    @Test
    void severalMessagesInOnePieceAreSeveral() {
        String first = event("RTL", "00", HERE);
        String second = event("SOS", "11", HERE).replace("132B", "132C");
        Heard heard = says(first + "\r\n" + second);
        assertThat(heard.events()).hasSize(2);
        assertThat(replies(heard)).containsExactly("+SACK:132B$", "+SACK:132C$");
    }

    @Test
    void aDatagramMayHaveSeveralMessages() {
        String first = event("RTL", "00", HERE);
        String second = event("SOS", "11", HERE).replace("132B", "132C");
        Heard heard = sends(first + second + "\r\n");
        assertThat(heard.telemetry())
                .extracting(event -> event.attributes().get("type"))
                .containsExactly("GTRTL", "GTSOS");
        assertThat(replies(heard)).containsExactly("+SACK:132B$", "+SACK:132C$");
        assertThat(heard.refused()).isEmpty();
    }

    @Test
    void anotherDeviceOnTheSameConnectionEndsIt() {
        Heard heard = says(event("RTL", "00", HERE), event("RTL", "00", HERE).replace(ID, "862894020180554"));
        assertThat(heard.events()).hasSize(1);
        assertThat(heard.refused()).containsExactly("message of another device on the same connection");
        assertThat(heard.closed()).isTrue();
    }

    /** A type that no table has heard of, with fields that no layout has. */
    @Test
    void anUnknownTypeHasItsPlaceAllTheSame() {
        Telemetry event = record(
                "+RESP:GTXYZ,ZZ0102," + ID + ",van,7,abc,,5," + HERE + "," + CELL + ",00,18,x,20160309113550,132B$");
        assertThat(event.at()).hasToString("2016-03-09T11:35:48Z");
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(fix.lon()).isEqualTo(-62.899703);
        assertThat(fix.speedKmh()).isEqualTo(20.0);
        assertThat(event.attributes())
                .containsEntry("field4", "7")
                .containsEntry("field5", "abc")
                .containsEntry("field7", "5")
                .containsEntry("field20", "18")
                .containsEntry("field21", "x")
                .containsEntry("cid", "13185")
                .doesNotContainKey("model");
    }

    /** A mask can take speed, heading and altitude out of the block; then nobody says that there was a fix. */
    @Test
    void withoutSpeedAndAccuracyItIsAPlaceAndNoMore() {
        Telemetry event = record("+RESP:GTRTL,060228," + ID
                + ",,,00,1,1,-62.899703,-17.720434,20160309113548,0736,0003,6AAE,3381,00,913.3,20160309113550,132B$");
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(fix.lat()).isEqualTo(-17.720434);
        assertThat(fix.valid()).isFalse();
        assertThat(fix.speedKmh()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "91.720434, -62.899703, 20160309113548",
        "-17.720434, -182.899703, 20160309113548",
        "-17.72043, -62.899703, 20160309113548",
        "-17.720434, -62.899703, 20161309113548",
        "17x720434, -62.899703, 20160309113548",
    })
    void aDamagedPlaceIsNone(String lat, String lon, String time) {
        Telemetry event = record(event("RTL", "00", "1,20.0,147,329.7," + lon + "," + lat + "," + time));
        assertThat(event.fix()).isNull();
        assertThat(event.attributes()).containsEntry("field12", lat);
    }

    @Test
    void zeroIsNoPlace() {
        assertThat(record(event("RTL", "00", "1,0.0,0,0.0,0.000000,-0.000000,20160309113548"))
                        .fix())
                .isNull();
    }

    @Test
    void aLastKnownPlaceHappensWhenItWasSent() {
        Telemetry event = record(event("RTL", "00", LAST_KNOWN));
        assertThat(event.at()).hasToString("2016-03-09T11:35:50Z");
        Fix fix = Objects.requireNonNull(event.fix());
        assertThat(fix.valid()).isFalse();
        assertThat(fix.hdop()).isNaN();
    }

    @Test
    void theSendTimeIsInTheZoneOfTheProfile() {
        Heard heard = says(Map.of("timeZone", "-04:00"), "+RESP:GTPNA,060228," + ID + ",,20160309073554,132B$");
        assertThat(heard.telemetry().getFirst().at()).hasToString("2016-03-09T11:35:54Z");
    }

    @Test
    void nothingIsSentAfterItWasReceivedNorBeforeItHappened() {
        assertThat(record("+RESP:GTPNA,060228," + ID + ",,20261121180000,132B$").at())
                .isEqualTo(AdapterHarness.NOW);
        assertThat(record("+RESP:GTPNA,060228," + ID + ",,,132B$").at()).isEqualTo(AdapterHarness.NOW);
        String local = event("RTL", "00", LAST_KNOWN).replace("20160309113550", "20160309073550");
        assertThat(record(local).at()).hasToString("2016-03-09T11:35:48Z");
    }

    @ParameterizedTest
    @CsvSource({
        "SOS, 11, SOS",
        "TOW, 00, TOW",
        "CRA, 00, CRASH",
        "GIN, 00, GEOFENCE_ENTER",
        "GOT, 00, GEOFENCE_EXIT",
        "GEO, 30, GEOFENCE_EXIT",
        "GEO, 31, GEOFENCE_ENTER",
        "SPD, 00, OVERSPEED",
        "HBM, 22, HARSH_CORNERING",
        "HBM, 33, HARSH_BRAKE HARSH_CORNERING",
        "HBM, 14, HARSH_ACCELERATION HARSH_CORNERING",
        "HBM, 15, ''",
        "SPD, 01, ''",
        "RTL, 00, ''",
        "IDL, 00, IDLING",
    })
    void aTypeIsASignal(String type, String report, String signals) {
        List<String> expected = signals.isEmpty() ? List.of() : List.of(signals.split(" "));
        assertThat(record(event(type, report, HERE)).signals())
                .extracting(Signal::name)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"MPF, POWER_CUT", "EPF, POWER_CUT", "JDR, JAMMING", "IDN, IDLING"})
    void aTypeWithoutAReportByteIsASignal(String type, Signal signal) {
        Telemetry event =
                record("+RESP:GT" + type + ",060228," + ID + ",," + HERE + "," + CELL + ",00,20160309113550,132B$");
        assertThat(event.signals()).containsExactly(signal);
        assertThat(event.fix()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "IGL, 060228, 00, true",
        "IGL, 060228, 01, false",
        "VGL, 060228, 01, false",
        "IGL, BD0214, 00, null",
        "IGL, BD0214, 01, null",
    })
    void ignitionByReportTypeWhereItCanBeTrusted(String type, String version, String report, String ignition) {
        Telemetry event = record(event(type, report, HERE).replace("060228", version));
        assertThat(String.valueOf(event.ignition())).isEqualTo(ignition);
    }

    /** What the event says goes before the state that is carried along. */
    @Test
    void theEndOfJammingIsNoJamming() {
        String start = "+RESP:GTJDS,060228," + ID + ",,2," + HERE + "," + CELL + ",00,20160309113550,132B$";
        assertThat(record(start).signals()).containsExactly(Signal.JAMMING);
        assertThat(record(start.replace(",,2,", ",,1,")).signals()).isEmpty();
    }

    @Test
    void aValueThatCannotBeIsKeptAndNotBelieved() {
        Telemetry event =
                record("+RESP:GTOBD,360701," + ID + ",,GV500,0,FFFF,LSGTC58UX7Y067312,1,12309,983A8140,99999,0,33,"
                        + "5.1,,0,1,3,03000301C012,10,0,88," + HERE + "," + CELL + ",00,690.1,20170829112400,3456$");
        assertThat(event.dtcs()).containsExactly("P0300", "P0301", "U0012");
        assertThat(event.engine().rpm()).isNaN();
        assertThat(event.engine().fuelLevelPct()).isEqualTo(88);
        assertThat(event.engine().throttlePct()).isEqualTo(10);
        assertThat(event.attributes())
                .containsEntry("obd.rpm", "99999")
                .containsEntry("obd.fuelConsumption", "5.1")
                .containsEntry("obd.mil", "1");
    }

    /** GV300CAN V12.00, 3.3.8: I are impulses, L are litres. */
    @Test
    void unitsAreInTheValue() {
        Telemetry event =
                record("+RESP:GTCAN,4B0305,867995030082104,gv300can,00,1,C03FFFFF,,2,I6782,50.56,1705,40,55,,L87.40,"
                        + "3960,32,860.64,755.43,105.21,7436.00,4365,BF,FFFF,3F,3F,6.38,21.61,0,0.0,0,1.4,117.129949,31.839403,"
                        + "20190418055225,0460,0000,550B,B969,00,20190418055227,0DC0$");
        assertThat(event.engine().rpm()).isEqualTo(1705);
        assertThat(event.engine().fuelLevelPct()).isNaN();
        assertThat(Measure.has(event.odometerM())).isFalse();
        assertThat(event.attributes())
                .containsEntry("can.distance", "I6782")
                .containsEntry("can.speedKmh", "40")
                .containsEntry("can.fuelLevelL", "87.40");
    }

    /** GV200, recorded: −1.875 and −3.5 °C; an iButton's number is none. */
    @Test
    void temperaturesAreSixteenthsWithASign() {
        Telemetry event =
                record("+RESP:GTERI,040A00,862894022579562,gv200,00000002,,10,1,1,96.1,180,749.7,39.222692,24.165463,"
                        + "20210225065756,0420,0004,759C,3360,00,15529.8,,,2789,,01,00,2,2,282BD47A0B000063,1,FFE2,"
                        + "281FDD5D0B000057,2,FFC8,20210225065800,6974$");
        assertThat(event.attributes())
                .containsEntry("oneWire1.temperatureC", "-1.875")
                .containsEntry("oneWire2.data", "FFC8")
                .doesNotContainKey("oneWire2.temperatureC");
    }

    @Test
    void accessPointsComeBeforeTheCell() {
        Telemetry event =
                record("+RESP:GTFRI,2C0402," + ID + ",,0,0,1,1,0.3,337,245.7,-82.373387,34.634011,20170215003054,2,"
                        + "a0b1c2d3e4f5,-61,,,,a0b1c2d3e4f6,-70,,,,0310,0410,51BC,0DAE,,63,20170215003241,3EAB$");
        assertThat(event.attributes())
                .containsEntry("wifi", "a0b1c2d3e4f5/-61 a0b1c2d3e4f6/-70")
                .containsEntry("mcc", "310")
                .containsEntry("batteryPct", "63");
    }

    /** Four locations, recorded: mileage and battery are the last one's. */
    @Test
    void whatTheMessageSaysBelongsToItsLastLocation() {
        Heard heard = says(
                "+RESP:GTFRI,1A0900,860599000306845,G3-313,0,0,4,1,2.1,0,426.7,8.611466,47.681639,20181214134603,0228,"
                        + "0001,077F,4812,25.2,1,5.7,34,437.3,8.611600,47.681846,20181214134619,0228,0001,077F,4812,25.2,1,4.4,62,438.2,"
                        + "8.611893,47.681983,20181214134633,0228,0001,077F,4812,25.2,1,4.8,78,436.6,8.612236,47.682040,20181214134648,"
                        + "0228,0001,077F,4812,25.2,83,20181214134702,0654$");
        assertThat(heard.telemetry())
                .extracting(event -> event.at().toString())
                .containsExactly(
                        "2018-12-14T13:46:03Z", "2018-12-14T13:46:19Z", "2018-12-14T13:46:33Z", "2018-12-14T13:46:48Z");
        assertThat(heard.telemetry())
                .extracting(event -> event.attributes().get("batteryPct"))
                .containsExactly(null, null, null, "83");
        assertThat(heard.telemetry().getLast().odometerM()).isEqualTo(25_200);
        assertThat(heard.telemetry().getFirst().odometerM()).isNaN();
        assertThat(heard.replies()).hasSize(1);
    }

    @Test
    void theRegistrysModelGoesBeforeTheVersion() {
        String eri = "+RESP:GTERI,060228," + ID + ",,00000002,12351,10,1," + HERE + "," + CELL
                + ",00,17363.6,,,91,,00,00,2,0,20240818171940,91F1$";
        assertThat(record(eri).attributes()).doesNotContainKey("outputs");
        assertThat(says(Map.of("model", "gv200"), eri).telemetry().getFirst().attributes())
                .containsEntry("model", "GV200")
                .containsEntry("outputs", "00");
    }

    @ParameterizedTest
    @CsvSource({
        "+RESP:GT, YES",
        "+BUFF:GTFRI, YES",
        "+ACK:GTHBD, YES",
        "+RES, UNDECIDED",
        "'', UNDECIDED",
        "+, UNDECIDED",
        "+RSP, YES",
        "+RESP:XT, NO",
        "hello, NO",
        "+A, UNDECIDED",
        "+AT+GT, NO",
    })
    void isRecognisedByItsHeader(String opening, Recognition expected) {
        assertThat(new QueclinkAdapter().recognise(Unpooled.copiedBuffer(opening, StandardCharsets.US_ASCII)))
                .isEqualTo(expected);
    }
}
