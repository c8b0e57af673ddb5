package io.fleetwire.protocol.owntracks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTracksAdapterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.412Z");

    /** As the Android app publishes it (field set of the OwnTracks booklet's examples). */
    private static final String LOCATION = """
            {"_type":"location","BSSID":"c0:ff:ee","SSID":"home","_id":"5e7f","acc":13,"alt":154,"batt":53,"bs":1,"cog":270,"conn":"m",
             "created_at":1795255199,"inregions":["Depot","Berlin"],"lat":52.5163,"lon":13.3777,"m":1,"t":"u","tid":"ad","topic":"owntracks/ada/pixel",
             "tst":1795255190,"vac":3,"vel":54}
            """;

    private final OwnTracksAdapter adapter = new OwnTracksAdapter();

    private List<VehicleEvent> receive(String topic, String json) throws Malformed {
        return adapter.receive(
                Objects.requireNonNull(adapter.route(topic)), json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private Telemetry telemetry(String topic, String json) throws Malformed {
        return (Telemetry) receive(topic, json).getFirst();
    }

    @Test
    void topics() {
        assertThat(adapter.route("owntracks/ada/pixel")).isEqualTo(new Route("ada", "pixel", true));
        assertThat(adapter.route("owntracks/ada/pixel/event")).isEqualTo(new Route("ada", "pixel/event", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owntracks/ada",
                "owntracks//pixel",
                "owntracks/ada/",
                "owntracks/ada/pixel/+",
                "owntracks/ada/pixel/#",
                "owntracks/ada/1/2/3/4/5/6/7/8",
                "owntracks/+/pixel",
                "fleet/v1/ada/telemetry"
            })
    void foreignTopics(String topic) {
        assertThat(adapter.route(topic)).isNull();
    }

    @Test
    void aLocationIsTelemetry() throws Malformed {
        Telemetry event = telemetry("owntracks/ada/pixel", LOCATION);
        assertThat(event.deviceId()).isEqualTo("ada");
        assertThat(event.protocol()).isEqualTo("owntracks");
        assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(1_795_255_190));
        assertThat(event.receivedAt()).isEqualTo(NOW);
        assertThat(event.fix())
                .isEqualTo(new Fix(52.5163, 13.3777, true, 154, 54, 270, Fix.UNKNOWN_COUNT, Measure.ABSENT, 13));
        assertThat(event.attributes())
                .containsEntry("batt", "53")
                .containsEntry("t", "u")
                .containsEntry("tid", "ad")
                .containsEntry("inregions", "Depot,Berlin")
                .containsEntry("device", "pixel")
                .doesNotContainKeys("lat", "tst", "SSID", "topic");
    }

    @Test
    void whatThePhoneDoesNotKnowIsAbsent() throws Malformed {
        Telemetry event = telemetry(
                "owntracks/ada/iphone",
                "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"vel\":-1,\"cog\":-1,\"acc\":-1}");
        assertThat(event.fix()).isEqualTo(Fix.at(52.5, 13.4));
    }

    @ParameterizedTest
    @CsvSource({"enter, GEOFENCE_ENTER", "leave, GEOFENCE_EXIT"})
    void aTransitionIsASignal(String what, Signal signal) throws Malformed {
        Telemetry event = telemetry(
                "owntracks/ada/pixel/event",
                "{\"_type\":\"transition\",\"event\":\"" + what
                        + "\",\"desc\":\"Depot\",\"lat\":52.5,\"lon\":13.4,\"acc\":20,"
                        + "\"tst\":1795255190,\"wtst\":1795000000,\"t\":\"c\",\"tid\":\"ad\"}");
        assertThat(event.signals()).containsExactly(signal);
        assertThat(event.attributes()).containsEntry("desc", "Depot").containsEntry("device", "pixel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_type\":\"lwt\",\"tst\":1795255190}",
                "{\"_type\":\"waypoints\",\"waypoints\":[{\"_type\":\"waypoint\",\"desc\":\"Depot\"}]}",
                "{\"_type\":\"card\",\"name\":\"Ada\"}",
                "{\"_type\":\"status\",\"android\":{\"hib\":0}}",
                "{\"_type\":\"request\",\"request\":\"tours\"}",
                "{\"_type\":\"steps\",\"steps\":12,\"tst\":1795255190}",
                "{\"_type\":\"dump\",\"configuration\":{\"_type\":\"configuration\"}}",
                "{\"_type\":\"beacon\",\"uuid\":\"x\",\"tst\":1795255190}",
                ""
            })
    void whatSaysNothingOfTheVehicleIsIgnored(String payload) throws Malformed {
        assertThat(receive("owntracks/ada/pixel", payload)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"_type\":\"encrypted\",\"data\":\"0xdeadbeef\"} | encrypted",
                "{\"_type\":\"tea\"} | _type: no such message",
                "{} | _type is required",
                "[] | not a JSON object",
                "{\"_type\":\"location\" | not JSON"
            })
    void whatIsWrongIsNamed(String json, String reason) {
        assertThatThrownBy(() -> receive("owntracks/ada/pixel", json))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(reason);
    }

    /** iOS 17 with an older app: owntracks/ios#119. */
    @Test
    void numbersMayBeStrings() throws Malformed {
        Telemetry event = telemetry(
                "owntracks/ada/iphone",
                "{\"_type\":\"location\",\"t\":\"u\",\"acc\":\"9.5\",\"alt\":\"431\",\"batt\":\"77.0\",\"lat\":\"47.9005\","
                        + "\"lon\":\"9.1005\",\"tst\":\"1795255190\",\"vel\":\"0.0\"}");
        assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(1_795_255_190));
        assertThat(event.fix())
                .isEqualTo(
                        new Fix(47.9005, 9.1005, true, 431, 0, Measure.ABSENT, Fix.UNKNOWN_COUNT, Measure.ABSENT, 9.5));
        assertThat(event.attributes()).containsEntry("batt", "77.0").doesNotContainKey("unreadMembers");
    }

    @Test
    void whatIsTooLongIsCutAndNamed() throws Malformed {
        String image = "A".repeat(8_000);
        String longName = "n".repeat(100);
        Telemetry event = telemetry(
                "owntracks/ada/pixel",
                "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"poi\":\"Depot\",\"imagename\":\"gate.jpg\","
                        + "\"image\":\"" + image + "\",\"" + longName + "\":1}");
        assertThat(event.fix()).isEqualTo(Fix.at(52.5, 13.4));
        assertThat(event.attributes())
                .containsEntry("poi", "Depot")
                .containsEntry("imagename", "gate.jpg")
                .containsEntry("image", "A".repeat(Telemetry.MAX_ATTRIBUTE_VALUE))
                .containsEntry("cutMembers", "image," + "n".repeat(Telemetry.MAX_ATTRIBUTE_NAME));
    }

    @Test
    void tooManyMembersLeaveARecordThatSaysSo() throws Malformed {
        StringBuilder json = new StringBuilder("{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190");
        for (int i = 0; i < 2_000; i++) {
            json.append(",\"m").append(i).append("\":1");
        }
        Telemetry event = telemetry("owntracks/ada/pixel", json.append('}').toString());
        assertThat(event.attributes()).containsKeys("m0", "cutMembers", "device");
        assertThat(event.fix()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"vel\":\"fast\" | true | vel",
                "\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"vel\":{\"kmh\":3} | true | vel",
                "\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"acc\":1e99,\"cog\":720 | true | cog,acc",
                "\"lat\":\"north\",\"lon\":13.4,\"tst\":1795255190 | false | lat",
                "\"lat\":90.1,\"lon\":13.4,\"tst\":1795255190 | false | lat",
                "\"lat\":\"NaN\",\"lon\":13.4,\"tst\":1795255190 | false | lat",
                "\"lat\":52.5,\"lon\":13.4,\"tst\":\"now\" | true | tst",
                "\"lat\":52.5,\"lon\":13.4 | true | tst"
            })
    void oneBadMemberNeverLosesTheRecord(String members, boolean placed, String unread) throws Malformed {
        Telemetry event = telemetry("owntracks/ada/pixel", "{\"_type\":\"location\"," + members + "}");
        assertThat(event.fix() != null).isEqualTo(placed);
        assertThat(event.attributes()).containsEntry("unreadMembers", unread);
    }

    @Test
    void halfACharacterIsReplaced() throws Malformed {
        Telemetry event = telemetry(
                "owntracks/ada/pixel",
                "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.4,\"tst\":1795255190,\"poi\":\"a\\ud83d\"}");
        assertThat(event.attributes()).containsEntry("poi", "a\ufffd");
    }

    @Test
    void aTransitionNeedsNoPlaceAndZeroIsNone() throws Malformed {
        Telemetry without = telemetry(
                "owntracks/ada/iphone/event",
                "{\"_type\":\"transition\",\"wtst\":1795251590,\"tst\":1795255190,\"acc\":0,\"event\":\"enter\",\"desc\":\"Depot\",\"t\":\"b\"}");
        assertThat(without.fix()).isNull();
        assertThat(without.signals()).containsExactly(Signal.GEOFENCE_ENTER);
        Telemetry zero = telemetry(
                "owntracks/ada/iphone/event",
                "{\"_type\":\"transition\",\"lat\":0,\"lon\":0,\"tst\":1795255190,\"acc\":0,\"event\":\"leave\"}");
        assertThat(zero.fix()).isNull();
        assertThat(zero.signals()).containsExactly(Signal.GEOFENCE_EXIT);
        Telemetry hover = telemetry(
                "owntracks/ada/pixel/event", "{\"_type\":\"transition\",\"event\":\"hover\",\"tst\":1795255190}");
        assertThat(hover.signals()).isEmpty();
        assertThat(hover.attributes()).containsEntry("event", "hover").containsEntry("unreadMembers", "event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owntracks/ada/phone/request",
                "owntracks/ada/phone/waypoints",
                "owntracks/ada/phone/cmd",
                "owntracks/ada/phone/something/new",
                "owntracks/ada/Jörg's iPhone"
            })
    void everyTopicBelowTheUsersOwnIsHeard(String topic) {
        assertThat(adapter.route(topic)).isNotNull().extracting(Route::deviceId).isEqualTo("ada");
    }
}
