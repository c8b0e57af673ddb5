package io.fleetwire.protocol.queclink;

import static io.fleetwire.protocol.queclink.QueclinkTalk.replies;
import static io.fleetwire.protocol.queclink.QueclinkTalk.says;
import static io.fleetwire.protocol.queclink.QueclinkTalk.sends;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.contract.Heard;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should believe, and what must not grow. */
class QueclinkHostileInputTest {

    private static final String GOOD = "+RESP:GTPNA,060228,862894020180553,,20160309113548,132B$";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+RESP:GTPNA,060228,../../etc/passwd,,20160309113548,132B$|device id is neither an IMEI nor a MEID",
                "+RESP:GTPNA,06,862894020180553,,20160309113548,132B$|protocol version is none",
                "+RESP:GTPNA$|too few fields",
                "+RESP:GTpna,060228,862894020180553,,20160309113548,132B$|header is no message type",
                "+SACK:132B$|header is none of +RESP:GT, +BUFF:GT, +ACK:GT",
            })
    void whatIsNoMessageIsRefusedWithAReason(String text, String reason) {
        Heard heard = says(text);
        assertThat(heard.refused()).containsExactly(reason);
        assertThat(heard.events()).isEmpty();
        assertThat(heard.replies()).isEmpty();
        assertThat(heard.closed()).as("a stranger who says nothing").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+RESP:GTPNA,060228,862894020180553,,20160309113548,132$",
                "+RESP:GTPNA,060228,862894020180553,,20160309113548,132X$",
                "+RESP:GTPNA,060228,862894020180553,,20161309113548,132B$",
                "+RESP:GTPNA,060228,862894020180553,what,that,is$",
                "+RESP:GTFRI,060228,862894020180553,,,10,1,99,9999.9,999,x,y,z$"
            })
    void anEndThatIsNoneCostsNoRecord(String text) {
        Heard heard = says(text);
        assertThat(heard.refused()).isEmpty();
        assertThat(heard.telemetry()).singleElement().satisfies(event -> {
            assertThat(event.deviceId()).isEqualTo("862894020180553");
            assertThat(event.fix()).isNull();
        });
    }

    /** From a device that has said who it is: its text is a record. */
    @Test
    void aMessageThatCannotBeReadIsKeptWithItsText() {
        Heard heard = says(GOOD, "+RESP:GTPNA,06,8628,,$", "+RESP:GTPNA$");
        assertThat(heard.refused()).isEmpty();
        assertThat(heard.telemetry()).hasSize(3);
        assertThat(heard.telemetry().get(1).attributes())
                .containsEntry("body", "+RESP:GTPNA,06,8628,,$")
                .containsEntry("undecoded", "protocol version is none");
        assertThat(heard.closed()).isFalse();
    }

    @Test
    void aMessageWithoutItsTailIsCutShort() {
        Heard heard = sends(GOOD.substring(0, GOOD.length() - 1));
        assertThat(heard.refused()).containsExactly("no tail character: the message is cut short");
        assertThat(heard.replies()).isEmpty();
    }

    /** The rest of the first was lost on the way: its beginning and the end of the second would make one sound message. */
    @Test
    void twoHalvesMakeNoMessage() {
        Heard heard = says(GOOD, "+RESP:GTRTL,060228,862894020180553,,,00,1,1,20.0" + GOOD);
        assertThat(heard.refused()).containsExactly("no tail character: the message is cut short");
        assertThat(heard.events()).hasSize(2);
    }

    @Test
    void threeRefusedInARowEndTheConnection() {
        Heard heard = says(GOOD, "+X$", "+X$", GOOD, "+X$", "+X$", "+X$", GOOD);
        assertThat(heard.events()).hasSize(2);
        assertThat(heard.refused()).hasSize(5);
        assertThat(heard.closed()).isTrue();
    }

    @Test
    void noiseIsSkippedUpToALimit() {
        String noise = "x".repeat(QueclinkFramer.MAX_NOISE);
        assertThat(says(noise + GOOD).events()).hasSize(1);
        Heard heard = says(noise, "x" + GOOD);
        assertThat(heard.unframeable()).isEqualTo("no message begins in 1500 bytes");
        assertThat(heard.events()).isEmpty();
        assertThat(says(noise + GOOD, noise + GOOD).events())
                .as("it is counted anew")
                .hasSize(2);
    }

    @Test
    void aMessageHasALimit() {
        String longest = longMessage(QueclinkFramer.MAX_MESSAGE);
        assertThat(says(longest).events()).hasSize(1);
        assertThat(says(longMessage(QueclinkFramer.MAX_MESSAGE + 1)).unframeable())
                .isEqualTo("a message of more than 4096 bytes");
        assertThat(says("+RESP:GT" + "0".repeat(5_000)).unframeable()).isEqualTo("a message of more than 4096 bytes");
    }

    private static String longMessage(int length) {
        String head = "+RESP:GTXYZ,060228,862894020180553,,";
        String tail = ",20160309113548,132B$";
        return head + "y".repeat(length - head.length() - tail.length()) + tail;
    }

    @Test
    void aLongValueIsCut() {
        Telemetry event = QueclinkTalk.record(longMessage(QueclinkFramer.MAX_MESSAGE));
        assertThat(event.attributes().get("field4")).hasSize(Telemetry.MAX_ATTRIBUTE_VALUE);
    }

    @Test
    void fieldsHaveALimit() {
        String many = "+RESP:GTXYZ,060228,862894020180553," + "1,".repeat(Sentence.MAX_FIELDS) + "20160309113548,132B$";
        assertThat(says(many).refused()).containsExactly("more than 400 fields");
        String most =
                "+RESP:GTXYZ,060228,862894020180553," + "1,".repeat(Sentence.MAX_FIELDS - 5) + "20160309113548,132B$";
        assertThat(says(most).events()).hasSize(1);
    }

    @Test
    void whatNoScreenCanShowBecomesAQuestionMark() {
        assertThat(QueclinkTalk.record("+RESP:GTDAT,060228,862894020180553,\u001b[31mvan,20160309113548,132B$")
                        .attributes())
                .containsValue("?[31mvan");
    }

    /** It would come again and again. */
    @Test
    void whatSaysNothingBelievableIsAcknowledgedOnceItIsStored() {
        Heard heard = says(
                "+RESP:GTRTL,060228,862894020180553,,,00,1,1,20.0,147,-30000.0,-62.899703,-17.720434,20160309113548,"
                        + "0736,0003,6AAE,3381,00,913.3,20160309113550,132B$");
        assertThat(heard.refused()).isEmpty();
        assertThat(heard.telemetry()).singleElement().satisfies(event -> {
            assertThat(event.fix()).isNull();
            assertThat(event.attributes().get("undecoded")).startsWith("altitudeM -30000.0 is outside");
            assertThat(event.attributes().get("body")).contains("-17.720434");
        });
        assertThat(replies(heard)).containsExactly("+SACK:132B$");
        assertThat(heard.replies().getFirst().whenStored()).isTrue();
    }

    @Test
    void aMileageThatNoVehicleHasIsAnAttribute() {
        Telemetry event =
                QueclinkTalk.record("+RESP:GTRTL,060228,862894020180553,,,00,1,1,20.0,147,3.0,-62.899703,-17.720434,"
                        + "20160309113548,0736,0003,6AAE,3381,00,9999999999.0,20160309113550,132B$");
        assertThat(event.odometerM()).isNaN();
        assertThat(event.attributes()).containsEntry("mileageKm", "9999999999.0");
    }

    @ParameterizedTest
    @CsvSource({"2b5253500700fc1fbf0003ff", "2b5253500700fc1fbfffff00", "2b41434b017f000000000000"})
    void aBinaryLengthIsNotBelieved(String hex) {
        Heard heard = says(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
        assertThat(heard.events()).isEmpty();
        assertThat(heard.unframeable()).isEqualTo("a binary message of an impossible length");
    }
}
