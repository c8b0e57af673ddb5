package io.fleetwire.protocol.obd;

import io.fleetwire.protocol.obd.ObdMessage.Broken;
import io.fleetwire.protocol.obd.ObdMessage.FreezeFrame;
import io.fleetwire.protocol.obd.ObdMessage.Negative;
import io.fleetwire.protocol.obd.ObdMessage.Other;
import io.fleetwire.protocol.obd.ObdMessage.Supported;
import io.fleetwire.protocol.obd.ObdMessage.TroubleCodes;
import io.fleetwire.protocol.obd.ObdMessage.Values;
import io.fleetwire.protocol.obd.ObdMessage.VehicleInfo;
import io.fleetwire.protocol.obd.ObdMessage.Vin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The payloads of one reply to messages. Only texts in the old form of several messages are carried from one payload to the next. */
final class ObdDecoder {

    /** A positive answer carries the service plus this. */
    static final int POSITIVE = 0x40;

    static final int SERVICE_DATA = 0x01;
    static final int SERVICE_FREEZE_FRAME = 0x02;
    static final int SERVICE_STORED = 0x03;
    static final int SERVICE_PENDING = 0x07;
    static final int SERVICE_VEHICLE = 0x09;
    static final int SERVICE_PERMANENT = 0x0A;

    static final int NEGATIVE = 0x7F;
    static final int INFO_VIN = 0x02;
    static final int INFO_CALIBRATION = 0x04;
    static final int INFO_VERIFICATION = 0x06;
    static final int INFO_ECU_NAME = 0x0A;
    private static final int VIN_LENGTH = 17;

    private static final int BITMAP_BYTES = 4;

    /** Service, type, count. */
    private static final int INFO_HEADER = 3;

    static final int CALIBRATION_BYTES = 16;
    static final int VERIFICATION_BYTES = 4;
    private static final int ECU_NAME_BYTES = 20;

    /** Without CAN: service, type, number, four characters; the first of a VIN is filled up with three zeros. */
    private static final int PART_BYTES = 7;

    /** No I, O, Q. */
    private static final Pattern VIN = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");

    private static final char[] SYSTEMS = {'P', 'C', 'B', 'U'};

    private final List<ObdMessage> messages;
    private final SortedMap<Integer, SortedMap<Integer, byte[]>> textParts = new TreeMap<>();

    ObdDecoder(List<ObdMessage> messages) {
        this.messages = messages;
    }

    void decode(@Nullable String ecu, byte[] payload) {
        int service = payload.length == 0 ? 0 : payload[0] & 0xFF;
        if (service == NEGATIVE && payload.length >= 3) {
            messages.add(new Negative(ecu, payload[1] & 0xFF, payload[2] & 0xFF));
            return;
        }
        switch (service - POSITIVE) {
            case SERVICE_DATA -> data(ecu, payload);
            case SERVICE_FREEZE_FRAME -> freezeFrame(ecu, payload);
            case SERVICE_STORED, SERVICE_PENDING, SERVICE_PERMANENT ->
                messages.add(new TroubleCodes(ecu, service - POSITIVE, codes(payload)));
            case SERVICE_VEHICLE -> vehicle(ecu, payload);
            default -> {
                // Below: the request, echoed.
                if (service >= POSITIVE) {
                    messages.add(
                            new Other(ecu, service - POSITIVE, HexFormat.of().formatHex(payload)));
                }
            }
        }
    }

    private void data(@Nullable String ecu, byte[] payload) {
        Map<String, Double> values = values(ecu, payload, 0);
        if (!values.isEmpty()) {
            messages.add(new Values(ecu, values));
        }
    }

    /** As service 01, but behind each parameter's id there is the number of the frame. */
    private void freezeFrame(@Nullable String ecu, byte[] payload) {
        int frame = payload.length < 3 ? 0 : payload[2] & 0xFF;
        Map<String, Double> values = values(ecu, payload, 1);
        if (!values.isEmpty()) {
            messages.add(new FreezeFrame(ecu, frame, values));
        }
    }

    /**
     * One parameter after the other; one that is not in the table has no known length, and ends the walk.
     *
     * @param between bytes between a parameter's id and its data
     */
    private Map<String, Double> values(@Nullable String ecu, byte[] payload, int between) {
        Map<String, Double> values = new LinkedHashMap<>();
        int at = 1;
        while (at < payload.length) {
            int id = payload[at] & 0xFF;
            Pid pid = Pids.of(id);
            boolean bitmap = Pids.isBitmap(id);
            int bytes = bitmap ? BITMAP_BYTES : pid == null ? payload.length : pid.bytes();
            if (at + 1 + between + bytes > payload.length) {
                messages.add(new Broken(
                        ecu,
                        "PID %02X: %d bytes are no whole value"
                                .formatted(id, Math.max(0, payload.length - at - 1 - between))));
                break;
            }
            at += 1 + between;
            if (pid != null) {
                put(pid, payload, at, values);
            } else {
                messages.add(new Supported(ecu, payload[0] - POSITIVE, id, bits(payload, at)));
            }
            at += bytes;
        }
        return values;
    }

    private static void put(Pid pid, byte[] payload, int at, Map<String, Double> values) {
        if (pid.id() == Pids.MONITOR_STATUS || pid.id() == Pids.MONITOR_STATUS_THIS_DRIVE) {
            Monitors monitors = Monitors.of(payload, at);
            if (pid.id() == Pids.MONITOR_STATUS) {
                values.put("mil", monitors.mil() ? 1.0 : 0.0);
                values.put("dtcCount", (double) monitors.codes());
                values.put("monitorsIncomplete", (double) monitors.incomplete().size());
            } else {
                values.put("monitorsIncompleteThisDrive", (double)
                        monitors.incomplete().size());
            }
            return;
        }
        for (Pid.Quantity quantity : pid.quantities()) {
            double value = quantity.of(payload, at);
            if (!Double.isNaN(value)) {
                values.put(quantity.name(), value);
            }
        }
    }

    private static int bits(byte[] payload, int at) {
        return (payload[at] & 0xFF) << 24
                | (payload[at + 1] & 0xFF) << 16
                | (payload[at + 2] & 0xFF) << 8
                | (payload[at + 3] & 0xFF);
    }

    /** CAN puts the number of codes first, which makes the count of bytes even; the older buses fill up three codes with zeros. */
    private static List<String> codes(byte[] payload) {
        List<String> codes = new ArrayList<>();
        boolean counted = payload.length % 2 == 0;
        int end = counted ? Math.min(payload.length, 2 + 2 * (payload[1] & 0xFF)) : payload.length;
        for (int i = counted ? 2 : 1; i + 1 < end; i += 2) {
            int code = (payload[i] & 0xFF) << 8 | (payload[i + 1] & 0xFF);
            if (code != 0) {
                codes.add(code(code));
            }
        }
        return codes;
    }

    /** Two bits of system, two bits of first digit, three hexadecimal digits. */
    static String code(int code) {
        String digits = HexFormat.of().withUpperCase().toHexDigits((short) (code & 0x3FFF));
        return SYSTEMS[code >> 14] + digits;
    }

    /** The two bytes of a code such as {@code P0133}. */
    static int code(String code) {
        int system = "PCBU".indexOf(code.charAt(0));
        return system << 14 | Integer.parseInt(code, 1, code.length(), 16);
    }

    private void vehicle(@Nullable String ecu, byte[] payload) {
        int type = payload.length < 2 ? -1 : payload[1] & 0xFF;
        if (type == 0 && payload.length >= 6) {
            messages.add(new Supported(ecu, SERVICE_VEHICLE, 0, bits(payload, payload.length - BITMAP_BYTES)));
        } else if (payload.length <= INFO_HEADER) {
            messages.add(new Other(ecu, SERVICE_VEHICLE, HexFormat.of().formatHex(payload)));
        } else if (type == INFO_VERIFICATION) {
            info(ecu, type, payload, INFO_HEADER, VERIFICATION_BYTES);
        } else if (payload.length == PART_BYTES && partsOf(type) > 0) {
            part(ecu, type, payload);
        } else if (type == INFO_VIN) {
            vin(ecu, payload);
        } else if (type == INFO_CALIBRATION) {
            info(ecu, type, payload, INFO_HEADER, CALIBRATION_BYTES);
        } else if (type == INFO_ECU_NAME) {
            info(ecu, type, payload, INFO_HEADER, ECU_NAME_BYTES);
        } else {
            messages.add(new Other(ecu, SERVICE_VEHICLE, HexFormat.of().formatHex(payload)));
        }
    }

    /** Without CAN a text comes in as many messages, the last of which makes it whole; 0: it is no text. */
    private static int partsOf(int type) {
        return switch (type) {
            case INFO_VIN, INFO_ECU_NAME -> 5;
            case INFO_CALIBRATION -> 4;
            default -> 0;
        };
    }

    private void part(@Nullable String ecu, int type, byte[] payload) {
        SortedMap<Integer, byte[]> parts = textParts.computeIfAbsent(type, key -> new TreeMap<>());
        parts.put(payload[2] & 0xFF, Arrays.copyOfRange(payload, INFO_HEADER, PART_BYTES));
        if (parts.size() < partsOf(type)) {
            return;
        }
        textParts.remove(type);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.values().forEach(whole::writeBytes);
        if (type == INFO_VIN) {
            vin(ecu, whole.toByteArray());
        } else {
            info(ecu, type, whole.toByteArray(), 0, whole.size());
        }
    }

    /** Items of the same length, one after the other. */
    private void info(@Nullable String ecu, int type, byte[] bytes, int from, int itemBytes) {
        List<String> items = new ArrayList<>();
        for (int at = from; at < bytes.length; at += itemBytes) {
            byte[] item = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + itemBytes));
            items.add(type == INFO_VERIFICATION ? HexFormat.of().withUpperCase().formatHex(item) : text(item));
        }
        messages.add(new VehicleInfo(ecu, type, items));
    }

    /** Characters without what fills them up; what is no character is a space. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII)
                .replaceAll("[^ -~]+", " ")
                .strip();
    }

    /** Whether the text can be a VIN; the check digit is North America's only. */
    static boolean isVin(String text) {
        return VIN.matcher(text).matches();
    }

    /** Texts of which parts are missing, by type. */
    List<Integer> incomplete() {
        return List.copyOf(textParts.keySet());
    }

    /** The last 17 bytes: before them are service, type and count, or padding. */
    private void vin(@Nullable String ecu, byte[] bytes) {
        int from = Math.max(0, bytes.length - VIN_LENGTH);
        String vin = new String(bytes, from, bytes.length - from, StandardCharsets.US_ASCII);
        messages.add(isVin(vin) ? new Vin(ecu, vin) : new Broken(ecu, "no VIN"));
    }
}
