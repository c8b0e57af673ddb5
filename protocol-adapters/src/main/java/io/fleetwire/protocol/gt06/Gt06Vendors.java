package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.wire.Quantities;
import java.nio.charset.StandardCharsets;

/** Fields of vendors' layouts that are more than a number: {@link Gt06Variants} says where they stand. */
final class Gt06Vendors {

    private static final int MILEAGE_BYTES = 4;

    private Gt06Vendors() {}

    /** BENWAY: bit 15 ignition, 14 input 2, 12 a temperature (bits 8–0, sign in 9), else an analogue input (bits 9–0, tenths of a volt unless 13). */
    static void benwayMask(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int mask = in.u16("inputs");
        out.ignition((mask & 1 << 15) != 0);
        out.put("input2", (mask & 1 << 14) != 0);
        if ((mask & 1 << 12) != 0) {
            int temperatureC = mask & 0x1FF;
            out.put("temperatureC", (mask & 1 << 9) == 0 ? temperatureC : -temperatureC);
        } else if ((mask & 1 << 13) != 0) {
            out.put("adc1", mask & 0x3FF);
        } else {
            out.put("adc1V", (mask & 0x3FF) / 10.0);
        }
    }

    static void cellIfAny(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (Gt06Fields.isCell(in, 0) && in.left() >= Gt06Fields.cellBytes(in, 0, 2, 3)) {
            Gt06Fields.cell(in, out, 0, 2, 3);
        }
    }

    /** Seven cells of one network, timing advance and language, where exactly they are left. */
    static void cellsIfAny(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int networkBytes = Gt06Fields.cellBytes(in, 0, 0, 0);
        if (Gt06Fields.isCell(in, 0) && in.left() == networkBytes + Gt06Cells.USUAL_CELLS * 6 + 3) {
            int mcc = Gt06Fields.mcc(in);
            int mnc = Gt06Fields.mnc(in, mcc, 0);
            Gt06Cells.neighbours(in, out, mcc, mnc, Gt06Cells.USUAL_CELLS, 2, 3);
            out.put("timingAdvance", in.u8("timingAdvance"));
            in.u16("language");
        }
    }

    /**
     * A cell behind its length. That byte counts the cell only, or itself too, by the firmware: what makes the rest fit is taken.
     *
     * @param restBytes that must follow the cell
     * @param counted a list behind them, which its own first byte counts
     */
    static Gt06Field cellWithLength(int cidBytes, int restBytes, boolean counted) {
        return (in, out) -> {
            int said = in.u8("cellLength");
            int cellBytes = Gt06Fields.cellBytes(in, 0, 2, cidBytes);
            int length = said;
            for (int candidate : new int[] {said, said - 1, cellBytes}) {
                if (candidate >= 0 && isFollowedBy(in, candidate, restBytes, counted)) {
                    length = candidate;
                    break;
                }
            }
            if (length == cellBytes) {
                Gt06Fields.cell(in, out, 0, 2, cidBytes);
            } else if (length > 0) {
                out.put("cell", in.hex("cell", length));
            }
        };
    }

    private static boolean isFollowedBy(Gt06Reader in, int cellBytes, int restBytes, boolean counted) {
        int more = in.left() - cellBytes - restBytes;
        return more == 0 || (counted && more > 0 && in.peek8(cellBytes + restBytes) == more - 1);
    }

    /** When the frame was made; the position behind it has its own clock. */
    static void deviceClock(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        in.clock("deviceTime");
    }

    /** NT models: length, kind of key, key. */
    static void driver(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int length = in.left() > 0 ? in.u8("driverLength") : 0;
        if (length > 1) {
            out.put("driverTagType", in.u8("driverTagType"));
            out.driverTag(in.hex("driverTag", length - 1));
        }
    }

    /** SL4X: cell, ignition, mode, re-upload, [mileage], altitude. The cell's id has four bytes with a mileage behind, eight without. */
    static void sl4xTail(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        boolean mileage = in.peek8(10) <= 1 && in.peek8(12) <= 1;
        Gt06Fields.cell(in, out, 2, 2, mileage ? 4 : 8);
        Gt06Field.IGNITION.read(in, out);
        Gt06Field.UPLOAD.read(in, out);
        if (mileage) {
            Gt06Field.odometer(MILEAGE_BYTES, 1).read(in, out);
        }
        altitude(in, out);
    }

    static void altitude(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.altitudeM((double) in.signed("altitude", 2, " m"));
    }

    /** X1: a card's number, 0 for none. */
    static void x1Driver(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        long driver = in.u32("driverTag");
        if (driver != 0) {
            out.driverTag(Long.toString(driver));
        }
    }

    /** X1: bits 23 to 20 of the first word count the analogue inputs at the end. */
    static void x1Ports(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int analogue = (int) (in.u32("ports") >> 20 & 0x0F);
        out.put("input", in.u8("input"));
        out.put("output", in.u8("output"));
        for (int i = 1; i <= analogue; i++) {
            out.put("adc" + i + "V", in.scaled("adc" + i, 2, 100, " V"));
        }
    }

    /** Generation of the network, then a cell with that generation's widths and its signal strength. */
    static void typedCell(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int generation = in.u8("networkGeneration");
        boolean wide = generation >= 3;
        Gt06Fields.cell(in, out, 0, wide ? 4 : 2, wide ? 8 : 3);
        out.put("rssi", in.unsigned("rssi", wide ? 2 : 1, ""));
    }

    /** Bits 4–0 signal strength, 9–5 and 14–10 satellites of two systems. */
    static void obd6Signal(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int signal = in.u16("signal");
        int satellites = (signal >> 10 & 0x1F) + (signal >> 5 & 0x1F);
        in.means("GSM " + (signal & 0x1F) + ", satellites " + satellites);
        out.put("gsm", signal & 0x1F);
        out.put("satellites", satellites);
    }

    static void batteryPct(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int level = in.u8("batteryLevel", " %");
        out.put(Quantities.isPercentage(level) ? "batteryPct" : "batteryRaw", level);
    }

    /** Mode, supply, reserved, time at work, and in mode 4 a temperature. */
    static void obd6(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int mode = in.u8("workingMode");
        out.put("workingMode", mode);
        Gt06Field.EXTERNAL_V.read(in, out);
        in.skip("reserved", 1);
        out.put("workingTime", in.u16("workingTime"));
        if (mode == 4) {
            double temperatureC = in.signed("temperature", 2, "") / 10.0;
            in.means(temperatureC + " °C");
            out.put("temperatureC", temperatureC);
        }
    }

    /** LW: the lower twelve bits, tenths of a volt. */
    static void lwVoltage(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        double externalV = (in.u16("externalVoltage") & 0xFFF) / 10.0;
        in.means(externalV + " V");
        out.externalV(externalV);
    }

    /** The language, which says whether an answer is wanted. */
    static void wanted(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        if (in.u8("language") == 0) {
            out.noAnswer();
        }
    }

    /** SEEWORLD, type A3 in its longer form: what it says of the device; what stands between is not known. */
    static void seeworldStatus(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        in.skip("unknown", 3);
        out.put("gsm", in.u8("gsm"));
        wholeVolts(in, out);
        in.skip("unknown", 3);
        out.put("steps", in.u32("steps"));
        batteryPct(in, out);
    }

    static void wholeVolts(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.externalV(in.u8("externalVoltage", " V"));
    }

    /** WD-209: a battery with its management system. */
    static void battery(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.put("batterySerial", in.hex("batterySerial", 8));
        out.unixTime(in.u32("time"));
        out.put("relativeCapacityPct", in.u8("relativeCapacity"));
        out.put("remainingCapacity", in.u16("remainingCapacity"));
        out.put("absoluteCapacityPct", in.u8("absoluteCapacity"));
        out.put("fullCapacity", in.u16("fullCapacity"));
        out.put("batteryHealthPct", in.u8("batteryHealth"));
        double kelvin = in.scaled("batteryTemperature", 2, 10, " K");
        out.put("batteryTemperatureC", Math.round((kelvin - 273.1) * 10) / 10.0);
        out.put("current", in.u16("current"));
        out.batteryV(in.scaled("batteryVoltage", 2, 1_000, " V"));
        out.put("cycles", in.u16("cycles"));
        for (int i = 1; i <= 14; i++) {
            out.put("cell" + i + "V", in.scaled("cell" + i, 2, 1_000, " V"));
        }
        out.put("chargeInterval", in.u16("chargeInterval"));
        out.put("maxChargeInterval", in.u16("maxChargeInterval"));
        out.put("barcode", in.text("barcode", 16, StandardCharsets.US_ASCII));
        out.put("batteryVersion", in.u16("batteryVersion"));
        out.put("manufacturer", in.text("manufacturer", 16, StandardCharsets.US_ASCII));
        out.put("batteryStatus", in.hex("batteryStatus", 4));
        out.put("controllerStatus", in.hex("controllerStatus", 4));
        out.put("controllerFault", in.hex("controllerFault", 4));
    }

    /** X1: a picture that a server could fetch. Its place says nothing of the hemispheres, so it is no fix. */
    static void photo(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.clock(in.clock("time"));
        out.put("fixStatus", in.u8("fixStatus"));
        out.put("photoLatitude", in.scaled("latitude", 4, Gt06Fields.UNITS_PER_DEGREE, "°, north or south"));
        out.put("photoLongitude", in.scaled("longitude", 4, Gt06Fields.UNITS_PER_DEGREE, "°, east or west"));
        out.put("camera", in.u8("camera"));
        out.put("photoSource", in.u8("photoSource"));
        out.put("photoFormat", in.u8("photoFormat"));
        out.put("photoBytes", in.u32("photoBytes"));
        out.put("photoId", in.hex("photoId", 4));
    }

    /** A beacon that was seen: MAC, UUID, major and minor number, battery. */
    static void beacon(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.clock(in.clock("time"));
        out.put("rssi", in.signed("rssi", 1, " dBm"));
        out.put("tagMac", in.hex("tagMac", 6));
        out.put("tagUuid", in.hex("tagUuid", 16));
        out.put("tagMajor", in.u16("tagMajor"));
        out.put("tagMinor", in.u16("tagMinor"));
        out.put("tagBatteryV", in.scaled("tagBattery", 2, 100, " V"));
        out.put("clockIn", in.u8("clockIn") >> 2 & 0x0F);
    }
}
