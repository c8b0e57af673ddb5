package io.fleetwire.protocol.obd;

import io.fleetwire.protocol.Part.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A control unit's payload, field by field, with the tables the decoder reads by. */
final class PayloadDissection {

    /** Takes the fields, in the order of the payload. */
    interface Fields {
        /** Bytes {@code from} to {@code to} (not included) of the payload. */
        void field(int from, int to, String name, String value, Check check);
    }

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int BITMAP_BYTES = 4;

    private final byte[] payload;
    private final Fields out;
    private int at;

    private PayloadDissection(byte[] payload, Fields out) {
        this.payload = payload;
        this.out = out;
    }

    /** Takes a whole payload apart; every byte of it is in one field. */
    static void of(byte[] payload, Fields out) {
        PayloadDissection dissection = new PayloadDissection(payload, out);
        if (payload.length > 0) {
            dissection.whole();
        }
        dissection.rest("data", Check.NONE);
    }

    private void whole() {
        int first = u8(0);
        if (first == ObdDecoder.NEGATIVE) {
            negative();
            return;
        }
        int service = first - ObdDecoder.POSITIVE;
        next(1, "service", "%02X %s".formatted(service, service(service)));
        switch (service) {
            case ObdDecoder.SERVICE_DATA -> parameters(false);
            case ObdDecoder.SERVICE_FREEZE_FRAME -> parameters(true);
            case ObdDecoder.SERVICE_STORED, ObdDecoder.SERVICE_PENDING, ObdDecoder.SERVICE_PERMANENT -> codes();
            case ObdDecoder.SERVICE_VEHICLE -> vehicle();
            default -> {
                // as a whole
            }
        }
    }

    private static String service(int service) {
        return switch (service) {
            case ObdDecoder.SERVICE_DATA -> "current data";
            case ObdDecoder.SERVICE_FREEZE_FRAME -> "freeze frame";
            case ObdDecoder.SERVICE_STORED -> "stored trouble codes";
            case ObdDecoder.SERVICE_PENDING -> "pending trouble codes";
            case ObdDecoder.SERVICE_VEHICLE -> "vehicle information";
            case ObdDecoder.SERVICE_PERMANENT -> "permanent trouble codes";
            default -> "not decoded";
        };
    }

    private void negative() {
        next(1, "service", "7F declined");
        if (left() > 0) {
            next(1, "declined service", "%02X %s".formatted(u8(at), service(u8(at))));
        }
        if (left() > 0) {
            next(1, "reason", "%02X %s".formatted(u8(at), reason(u8(at))));
        }
    }

    /** ISO 14229. */
    private static String reason(int code) {
        return switch (code) {
            case 0x10 -> "refused";
            case 0x11 -> "no such service";
            case 0x12 -> "no such sub-function";
            case 0x13 -> "wrong length or format";
            case 0x21 -> "busy";
            case 0x22 -> "not under these conditions";
            case 0x31 -> "out of range";
            case 0x33 -> "locked";
            case 0x78 -> "the answer follows";
            default -> "unknown";
        };
    }

    private void parameters(boolean frozen) {
        while (left() > 0) {
            int id = u8(at);
            Pid pid = Pids.of(id);
            int bytes = Pids.isBitmap(id) ? BITMAP_BYTES : pid == null ? payload.length : pid.bytes();
            next(1, "PID", "%02X".formatted(id));
            if (frozen && left() > 0) {
                next(1, "frame", Integer.toString(u8(at)));
            }
            if (left() < bytes) {
                String problem = pid == null && !Pids.isBitmap(id) ? "not in the table" : "no whole value";
                rest("PID %02X, %s".formatted(id, problem), Check.FAILED);
                return;
            }
            if (pid == null) {
                bitmap(id);
            } else {
                values(pid);
            }
        }
    }

    private void bitmap(int base) {
        List<String> ids = new ArrayList<>();
        for (int n = 1; n <= Pids.BITMAP_SPAN; n++) {
            if ((payload[at + (n - 1) / 8] >> (7 - (n - 1) % 8) & 1) != 0) {
                ids.add("%02X".formatted(base + n));
            }
        }
        next(BITMAP_BYTES, "supported", ids.isEmpty() ? "none" : String.join(" ", ids));
    }

    private void values(Pid pid) {
        int data = at;
        if (pid.id() == Pids.MONITOR_STATUS || pid.id() == Pids.MONITOR_STATUS_THIS_DRIVE) {
            next(
                    pid.bytes(),
                    pid.quantities().getFirst().name(),
                    Monitors.of(payload, at).text());
            return;
        }
        List<Pid.Quantity> inOrder = pid.quantities().stream()
                .sorted(Comparator.comparingInt(Pid.Quantity::at))
                .toList();
        for (Pid.Quantity quantity : inOrder) {
            between(data + quantity.at());
            next(quantity.width(), quantity.name(), value(pid, quantity, data));
        }
        between(data + pid.bytes());
    }

    private String value(Pid pid, Pid.Quantity quantity, int data) {
        long raw = quantity.raw(payload, data);
        if (pid.id() == Pids.FREEZE_FRAME_CODE) {
            return raw == 0 ? "none" : ObdDecoder.code((int) raw);
        }
        String meaning = quantity.meaning(raw);
        if (meaning != null) {
            return meaning;
        }
        double value = quantity.of(payload, data);
        if (Double.isNaN(value)) {
            return "not there";
        }
        return (ObdEvents.text(value) + " " + quantity.unit()).strip();
    }

    /** The first byte's flags, and what has no name. */
    private void between(int end) {
        if (at < end) {
            next(end - at, "flags", HEX.formatHex(payload, at, end));
        }
    }

    private void codes() {
        int counted = Integer.MAX_VALUE;
        if (payload.length % 2 == 0) {
            counted = u8(at);
            boolean agrees = left() == 1 + 2 * counted;
            out.field(at, at + 1, "count", Integer.toString(counted), agrees ? Check.PASSED : Check.NONE);
            at++;
        }
        for (int i = 0; left() >= 2 && i < counted; i++) {
            int code = u8(at) << 8 | u8(at + 1);
            next(2, "trouble code", code == 0 ? "none" : ObdDecoder.code(code));
        }
        rest("padding", Check.NONE);
    }

    private void vehicle() {
        if (left() == 0) {
            return;
        }
        int type = u8(at);
        next(1, "type", "%02X %s".formatted(type, type(type)));
        if (type == 0 && left() >= BITMAP_BYTES) {
            between("count", payload.length - BITMAP_BYTES);
            bitmap(0);
            return;
        }
        if (left() < 2) {
            return;
        }
        boolean part = left() == 1 + BITMAP_BYTES && type != ObdDecoder.INFO_VERIFICATION;
        next(1, part ? "message" : "count", Integer.toString(u8(at)));
        switch (type) {
            case ObdDecoder.INFO_VIN -> vin(part);
            case ObdDecoder.INFO_CALIBRATION -> items("calibration id", part ? left() : ObdDecoder.CALIBRATION_BYTES);
            case ObdDecoder.INFO_ECU_NAME -> items("name", left());
            case ObdDecoder.INFO_VERIFICATION -> {
                while (left() > 0) {
                    int end = Math.min(payload.length, at + ObdDecoder.VERIFICATION_BYTES);
                    next(end - at, "verification number", HEX.formatHex(payload, at, end));
                }
            }
            default -> rest("data", Check.NONE);
        }
    }

    private static String type(int type) {
        return switch (type) {
            case 0 -> "what there is";
            case ObdDecoder.INFO_VIN -> "VIN";
            case ObdDecoder.INFO_CALIBRATION -> "calibration id";
            case ObdDecoder.INFO_VERIFICATION -> "verification number";
            case ObdDecoder.INFO_ECU_NAME -> "name of the control unit";
            default -> "not decoded";
        };
    }

    private void vin(boolean part) {
        String text = ObdDecoder.text(Arrays.copyOfRange(payload, at, payload.length));
        boolean whole = ObdDecoder.isVin(text);
        out.field(at, payload.length, "VIN", text, part ? Check.NONE : whole ? Check.PASSED : Check.FAILED);
        at = payload.length;
    }

    private void items(String name, int bytes) {
        while (left() > 0) {
            int end = Math.min(payload.length, at + bytes);
            next(end - at, name, ObdDecoder.text(Arrays.copyOfRange(payload, at, end)));
        }
    }

    private void between(String name, int end) {
        if (at < end) {
            next(end - at, name, HEX.formatHex(payload, at, end));
        }
    }

    private void rest(String name, Check check) {
        if (left() > 0) {
            out.field(at, payload.length, name, HEX.formatHex(payload, at, payload.length), check);
            at = payload.length;
        }
    }

    private void next(int bytes, String name, String value) {
        out.field(at, at + bytes, name, value, Check.NONE);
        at += bytes;
    }

    private int left() {
        return payload.length - at;
    }

    private int u8(int index) {
        return payload[index] & 0xFF;
    }
}
