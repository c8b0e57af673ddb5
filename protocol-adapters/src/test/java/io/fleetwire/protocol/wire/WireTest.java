package io.fleetwire.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

    /** The check values of the CRC catalogue: the checksum of the nine characters 123456789. */
    private static final ByteBuf CHECK = Unpooled.copiedBuffer("123456789", StandardCharsets.US_ASCII);

    @Test
    void checksumsMatchTheCatalogue() {
        assertThat(Crc16.arc(CHECK, 0, 9)).isEqualTo(0xBB3D);
        assertThat(Crc16.x25(CHECK, 0, 9)).isEqualTo(0x906E);
    }

    @Test
    void checksumsReadOnlyTheirSlice() {
        ByteBuf padded = Unpooled.directBuffer()
                .writeZero(3)
                .writeBytes(CHECK.duplicate())
                .writeByte(0xFF);
        assertThat(Crc16.arc(padded, 3, 9)).isEqualTo(0xBB3D);
        assertThat(padded.readerIndex()).isZero();
        padded.release();
    }

    @Test
    void bcdIsReadAndWritten() throws Malformed {
        ByteBuf bytes = Unpooled.buffer();
        Bcd.write(bytes, "352093081452251");
        assertThat(bytes.readableBytes()).isEqualTo(Imei.BCD_LENGTH);
        assertThat(Bcd.digits(bytes, 0, Imei.BCD_LENGTH)).isEqualTo("0352093081452251");
        assertThat(Imei.ofBcd(bytes, 0)).isEqualTo("352093081452251");
    }

    @Test
    void bcdRefusesWhatIsNoDigit() {
        ByteBuf bytes = Unpooled.wrappedBuffer(HexFormat.of().parseHex("035209308145225a"));
        assertThatThrownBy(() -> Imei.ofBcd(bytes, 0)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Bcd.write(Unpooled.buffer(), "12x4")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "356307042441013, true",
        "35630704244101, true",
        "3563070424410130, true",
        "3563070424410, false",
        "35630704244101300, false",
        "35630704244101x, false",
        "'', false",
        "٣٥٦٣٠٧٠٤٢٤٤١٠١٣, false"
    })
    void imeiIsFourteenToSixteenAsciiDigits(String text, boolean imei) {
        assertThat(Imei.isImei(text)).isEqualTo(imei);
    }
}
