package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beacon lists of the vectors, with the values that the peer reads from them, and lists that are none. */
class BeaconsTest {

    @Test
    void aSimpleListHasIbeacons() {
        assertThat(simple("11213102030405060708090a0b0c0d0e0f104545010abc212102030405060708090a0b0c0d0e0f10020b010aad"))
                .isEqualTo("uuid=3102030405060708090a0b0c0d0e0f10,major=17733,minor=266,rssi=-68;"
                        + "uuid=2102030405060708090a0b0c0d0e0f10,major=523,minor=266,rssi=-83");
    }

    @Test
    void anEddystoneBeaconMaySayItsBatteryAndTemperature() {
        assertThat(simple("2207" + "00112233445566778899" + "aabbccddeeff" + "c4" + "0bb8" + "1a80"))
                .isEqualTo("part=2/2;namespace=00112233445566778899,instance=aabbccddeeff,rssi=-60,batteryV=30,"
                        + "temperature=6784");
    }

    @Test
    void anAdvancedListHasFields() {
        assertThat(advanced("010f0001c60106babbf36300550202806d0b0001c90106fa54ba8d0055"))
                .isEqualTo("rssi=-58,id=babbf3630055,batteryV=3.09;rssi=-55,id=fa54ba8d0055");
        assertThat(advanced("011c0001a40110eb47706aa38255aa96f21a154e2d00550d01000e020bd6"))
                .isEqualTo("rssi=-92,id=eb47706aa38255aa96f21a154e2d0055,lowBattery=0,batteryV=3.03");
    }

    @Test
    void theFieldsOfAnEyeSensor() {
        String fields = "0504" + "413d3b42" + "0602ff9c" + "070137" + "080101" + "090100" + "0a020102" + "0b01f6"
                + "0c02ff4c" + "0f06010203040506" + "0202c010" + "02031122" + "33" + "0601aa" + "6302beef";
        assertThat(advanced("01" + HexFormat.of().toHexDigits((byte) (fields.length() / 2)) + fields))
                .isEqualTo(
                        "name=A__B,temperatureC=-1,humidityPct=55,magnet=1,moving=0,movements=258,pitchDeg=-10,"
                                + "rollDeg=-180,mac=010203040506,batteryV=2.16,lowBattery=1,advert=112233,field6=aa,field99=beef");
    }

    @ParameterizedTest
    @CsvSource({"''", "1121", "11213102030405060708090a0b0c0d0e0f104545010a", "01ff", "01020001", "0103000100ff"})
    void whatIsNoListIsLeftAsBytes(String hex) {
        assertThat(hex.startsWith("11") || hex.isEmpty() ? simple(hex) : advanced(hex))
                .isNull();
    }

    /** Whatever the bytes are: read within them, or no list. */
    @Test
    void bytesOfAnyKindDoNoHarm() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            Beacons.simple(bytes, 0, bytes.length);
            Beacons.advanced(bytes, 0, bytes.length);
        }
    }

    private static @Nullable String simple(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Beacons.simple(bytes, 0, bytes.length);
    }

    private static @Nullable String advanced(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Beacons.advanced(bytes, 0, bytes.length);
    }
}
