package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Information;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts about the device: type 94 by its sub-type, and what comes through a serial port. A sub-type that is not decoded is kept as {@code content}. */
final class Gt06Information {

    /** Names in a status text, such as {@code ALM1} or {@code ICCID}. */
    private static final Pattern STATUS = Pattern.compile("([A-Z0-9]{1,16})=([^;]{0,200})");

    /** In hex: digits, a decimal point and a digit, ℃ as GBK writes it, the line's end. */
    private static final Pattern THERMOMETER = Pattern.compile("((?:2d)?(?:3\\d){1,3}2e3\\d)a1e6(?:0d0a)?");

    /** Of the relay (DYD): 0 let go, 1 cut, 2 waits for a fix, 3 waits for a low speed; of the state (STA1): 7 armed. */
    private static final Pattern BITS = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private static final int MAX_STATUS_VALUES = 32;

    /** {@code !AIOIL,id,?,temperature,…}: the comma-separated fields of the fuel sensor's sentence that are known. */
    private static final int FUEL_TEMPERATURE = 3;

    private static final int FUEL_LEVEL = 6;
    private static final int ICCID_BYTES = 10;
    private static final int SUB_VOLTAGE = 0x00;
    private static final int SUB_STATUS = 0x04;
    private static final int SUB_DOOR = 0x05;
    private static final int SUB_SATELLITES = 0x09;
    private static final int SUB_SIM = 0x0A;
    private static final int SUB_NETWORK = 0x0B;
    private static final int SUB_FUEL = 0x0D;
    private static final int SUB_TEXT = 0x10;
    private static final int SUB_RFID = 0x1B;
    private static final int SUB_CLIMATE = 0x1E;

    private Gt06Information() {}

    static Information decode(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        int subtype = in.u8("subtype");
        if (in.noted()) {
            in.means(Gt06Type.hex(subtype));
        }
        out.put("information", Gt06Type.hex(subtype));
        switch (subtype) {
            case SUB_VOLTAGE -> voltage(in, out);
            case SUB_NETWORK -> network(in, out);
            case SUB_STATUS -> status(text(in, "status"), out);
            case SUB_DOOR -> door(in, out);
            case SUB_SATELLITES -> Gt06Satellites.read(in, out);
            case SUB_SIM -> sim(in, out);
            case SUB_FUEL -> fuel(in, out);
            case SUB_TEXT -> out.put("text", text(in, "text"));
            case SUB_RFID -> rfid(in, out);
            case SUB_CLIMATE -> {
                out.put("temperatureC", tenths(in, "temperature", " °C"));
                out.put("humidityPct", tenths(in, "humidity", " %"));
            }
            default -> {}
        }
        return information(in, out);
    }

    private static Information information(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String rest = in.rest("content");
        if (!rest.isEmpty()) {
            out.put("content", rest);
        }
        return new Information(in.type, out.build(), in.serial);
    }

    /** In a short frame, which only clones send, there is no sub-type: it is a voltage. */
    static Information inShortFrame(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        double externalV = in.signed("externalVoltage", 2, "") / 100.0;
        in.means(externalV + " V");
        out.externalV(externalV);
        return information(in, out);
    }

    /** Type 9B: what a device behind the serial port sent, as text where it is text. */
    static Information serialData(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        out.put("serialDevice", in.u8("serialDevice"));
        boolean text = in.isText(0, in.left());
        String data = text ? text(in, "serialData") : in.rest("serialData");
        out.put("serialData", data);
        Matcher degrees = THERMOMETER.matcher(data);
        if (degrees.matches()) {
            String temperature = new String(HexFormat.of().parseHex(degrees.group(1)), StandardCharsets.US_ASCII);
            out.put("temperatureC", temperature);
            in.means(temperature + " °C");
        }
        return information(in, out);
    }

    private static String text(Gt06Reader in, String name) throws Malformed {
        return in.text(name, in.left(), StandardCharsets.US_ASCII);
    }

    /** A third byte of 1: it is the second analogue input. */
    private static void voltage(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (in.left() == 3 && in.peek8(2) == 1) {
            out.put("adc2V", in.scaled("secondInput", 2, 100, " V"));
            in.u8("input");
        } else {
            Gt06Field.EXTERNAL_V.read(in, out);
        }
    }

    /** One byte: what the network is; two: a voltage. */
    private static void network(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (in.left() == 1) {
            out.put("network", in.u8("network") > 0 ? "4G" : "2G");
        } else {
            Gt06Field.EXTERNAL_V.read(in, out);
        }
    }

    private static void status(String text, Gt06Report.Builder out) {
        Matcher values = STATUS.matcher(text);
        for (int i = 0; i < MAX_STATUS_VALUES && values.find(); i++) {
            out.put("status_" + values.group(1), values.group(2));
            if (BITS.matcher(values.group(2)).matches()) {
                int bits = Integer.parseInt(values.group(2), 16);
                switch (values.group(1)) {
                    case "DYD" -> relay(bits, out);
                    case "STA1" -> out.put("armed", (bits & 1 << 7) != 0);
                    default -> {}
                }
            }
        }
    }

    /** What became of a command to cut fuel and electricity: firmware waits for a fix and for a low speed. */
    private static void relay(int bits, Gt06Report.Builder out) {
        out.put("oilCut", (bits & 1 << 1) != 0);
        if ((bits & 1 << 2) != 0) {
            out.put("oilCutWaits", "no fix");
        } else if ((bits & 1 << 3) != 0) {
            out.put("oilCutWaits", "too fast");
        }
    }

    /** Newer firmware puts the time first; in which zone, nobody says. */
    private static void door(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (in.left() > Gt06Clock.BYTES) {
            in.skip("time", Gt06Clock.BYTES);
        }
        int bits = in.u8("inputs");
        out.put("doorOpen", (bits & 1) != 0);
        out.put("input", (bits & 4) != 0);
        in.means("door " + ((bits & 1) != 0 ? "open" : "closed") + ", input " + ((bits & 4) != 0 ? "on" : "off"));
    }

    private static void sim(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        in.skip("imei", 8);
        out.put("imsi", in.bcd("imsi", 8));
        iccid(in, out);
    }

    /** An odd number of digits is filled up with F. */
    static void iccid(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String iccid = in.hex("iccid", ICCID_BYTES);
        out.put("iccid", iccid.endsWith("f") ? iccid.substring(0, iccid.length() - 1) : iccid);
    }

    private static void fuel(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (in.peek8(0) != '!' && in.left() > Gt06Clock.BYTES) {
            in.skip("time", Gt06Clock.BYTES);
        }
        String sentence = text(in, "fuelSensor");
        out.put("fuelSensor", sentence);
        String[] fields = sentence.split(",", -1);
        if (fields.length > FUEL_LEVEL) {
            out.put("fuelTemperatureC", fields[FUEL_TEMPERATURE]);
            out.put("fuelLevel", fields[FUEL_LEVEL]);
        }
    }

    /** A text behind its name, or a card in binary: header, kind, number, checksum, footer. */
    private static void rfid(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (Character.isLetterOrDigit(in.peek8(0)) || in.left() != 8) {
            String card = text(in, "rfid").replaceFirst("^RFID:", "");
            out.put("rfid", card);
            if (!card.isEmpty()) {
                out.driverTag(card);
            }
        } else {
            in.skip("header", 1);
            out.put("rfidType", in.u8("rfidType"));
            String card = in.hex("rfid", 4);
            out.put("rfid", card);
            out.driverTag(card);
            in.skip("checksumAndFooter", 2);
        }
    }

    private static double tenths(Gt06Reader in, String name, String unit) throws Malformed {
        double value = in.signed(name, 4, "") / 10.0;
        in.means(value + unit);
        return value;
    }
}
