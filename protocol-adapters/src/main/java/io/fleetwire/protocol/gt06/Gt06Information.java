package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Information;
import io.fleetwire.protocol.wire.Bcd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Type 94: facts about the device, by sub-type. A sub-type that is not decoded is kept as {@code body}. */
final class Gt06Information {

    /** Names in a status text, such as {@code ALM1} or {@code ICCID}. */
    private static final Pattern STATUS = Pattern.compile("([A-Z0-9]{1,16})=([^;]{0,200})");

    private static final int MAX_STATUS_VALUES = 32;

    /** {@code !AIOIL,id,?,temperature,…}: the comma-separated fields of the fuel sensor's sentence that are known. */
    private static final int FUEL_TEMPERATURE = 3;

    private static final int FUEL_LEVEL = 6;

    private static final int CLOCK_BYTES = 6;
    private static final int ICCID_BYTES = 10;
    private static final int SUB_VOLTAGE = 0x00;
    private static final int SUB_STATUS = 0x04;
    private static final int SUB_DOOR = 0x05;
    private static final int SUB_SIM = 0x0A;
    private static final int SUB_NETWORK = 0x0B;
    private static final int SUB_FUEL = 0x0D;
    private static final int SUB_TEXT = 0x10;
    private static final int SUB_RFID = 0x1B;
    private static final int SUB_CLIMATE = 0x1E;

    /** The fact that is a driver's tag. */
    static final String RFID = "rfid";

    private Gt06Information() {}

    static Information decode(ByteBuf in, int serial) throws Malformed {
        int subtype = in.readUnsignedByte();
        Map<String, String> facts = new LinkedHashMap<>();
        double externalV = ABSENT;
        switch (subtype) {
            case SUB_VOLTAGE, SUB_NETWORK -> externalV = in.readUnsignedShort() / 100.0;
            case SUB_STATUS -> status(text(in), facts);
            case SUB_DOOR -> door(in, facts);
            case SUB_SIM -> sim(in, facts);
            case SUB_FUEL -> fuel(in, facts);
            case SUB_TEXT -> facts.put("text", text(in));
            case SUB_RFID -> facts.put(RFID, text(in).replaceFirst("^RFID:", ""));
            case SUB_CLIMATE -> {
                facts.put("temperatureC", String.valueOf(in.readInt() / 10.0));
                facts.put("humidityPct", String.valueOf(in.readInt() / 10.0));
            }
            default -> facts.put("body", Gt06Codec.rest(in));
        }
        return new Information(subtype, externalV, facts, serial);
    }

    /** In a short frame, which only clones send, there is no sub-type: it is a voltage. */
    static Information voltage(ByteBuf in, int serial) {
        return new Information(-1, in.readShort() / 100.0, Map.of(), serial);
    }

    private static String text(ByteBuf in) {
        return Gt06Replies.text(in, in.readableBytes(), StandardCharsets.US_ASCII);
    }

    private static void status(String text, Map<String, String> facts) {
        Matcher values = STATUS.matcher(text);
        while (values.find() && facts.size() < MAX_STATUS_VALUES) {
            facts.put("status_" + values.group(1), values.group(2));
        }
    }

    /** Newer firmware puts the time first; in which zone, nobody says. */
    private static void door(ByteBuf in, Map<String, String> facts) {
        if (in.readableBytes() > CLOCK_BYTES) {
            in.skipBytes(CLOCK_BYTES);
        }
        int bits = in.readUnsignedByte();
        facts.put("doorOpen", String.valueOf((bits & 1) != 0));
        facts.put("input", String.valueOf((bits & 4) != 0));
    }

    private static void sim(ByteBuf in, Map<String, String> facts) throws Malformed {
        facts.put("imsi", Bcd.digits(in, in.readerIndex() + 8, 8));
        // An odd number of digits is filled up with F.
        String iccid = ByteBufUtil.hexDump(in, in.readerIndex() + 16, ICCID_BYTES);
        facts.put("iccid", iccid.endsWith("f") ? iccid.substring(0, iccid.length() - 1) : iccid);
    }

    private static void fuel(ByteBuf in, Map<String, String> facts) {
        if (in.getByte(in.readerIndex()) != '!' && in.readableBytes() > CLOCK_BYTES) {
            in.skipBytes(CLOCK_BYTES);
        }
        String sentence = text(in);
        facts.put("fuelSensor", sentence);
        String[] fields = sentence.split(",", -1);
        if (fields.length > FUEL_LEVEL) {
            facts.put("fuelTemperatureC", fields[FUEL_TEMPERATURE]);
            facts.put("fuelLevel", fields[FUEL_LEVEL]);
        }
    }
}
