package io.fleetwire.protocol.obd;

import io.fleetwire.protocol.obd.ObdMessage.Broken;
import io.fleetwire.protocol.obd.ObdMessage.Negative;
import io.fleetwire.protocol.obd.ObdMessage.Other;
import io.fleetwire.protocol.obd.ObdMessage.Supported;
import io.fleetwire.protocol.obd.ObdMessage.TroubleCodes;
import io.fleetwire.protocol.obd.ObdMessage.Values;
import io.fleetwire.protocol.obd.ObdMessage.Vin;
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

/** The payloads of one reply to messages. Only a VIN in the old five-message form is carried from one payload to the next. */
final class ObdDecoder {

    /** A positive answer carries the service plus this. */
    static final int POSITIVE = 0x40;

    static final int SERVICE_DATA = 0x01;
    static final int SERVICE_STORED = 0x03;
    static final int SERVICE_PENDING = 0x07;
    static final int SERVICE_VEHICLE = 0x09;
    static final int SERVICE_PERMANENT = 0x0A;

    private static final int NEGATIVE = 0x7F;
    private static final int INFO_VIN = 0x02;
    private static final int VIN_LENGTH = 17;

    /** Without CAN: service, type, number, four characters; five of them, the first filled up with three zeros. */
    private static final int VIN_PART_BYTES = 7;

    private static final int VIN_PARTS = 5;

    /** No I, O, Q. */
    private static final Pattern VIN = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");

    private static final char[] SYSTEMS = {'P', 'C', 'B', 'U'};

    private final List<ObdMessage> messages;
    private final SortedMap<Integer, byte[]> vinParts = new TreeMap<>();

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

    /** One parameter after the other; one that is not in the table has no known length, and ends the walk. */
    private void data(@Nullable String ecu, byte[] payload) {
        Map<String, Double> values = new LinkedHashMap<>();
        int at = 1;
        while (at < payload.length) {
            int id = payload[at] & 0xFF;
            Pid pid = Pids.of(id);
            int bytes = Pids.isBitmap(id) ? 4 : pid == null ? payload.length : pid.bytes();
            if (at + 1 + bytes > payload.length) {
                messages.add(new Broken(
                        ecu, "PID %02X: %d bytes are no whole value".formatted(id, payload.length - at - 1)));
                break;
            }
            at++;
            if (pid == null) {
                messages.add(new Supported(ecu, SERVICE_DATA, id, bits(payload, at)));
            } else if (id == Pids.MONITOR_STATUS) {
                values.put("mil", (double) (payload[at] >> 7 & 1));
                values.put("dtcCount", (double) (payload[at] & 0x7F));
            } else {
                for (Pid.Quantity quantity : pid.quantities()) {
                    values.put(quantity.name(), quantity.of(payload, at));
                }
            }
            at += bytes;
        }
        if (!values.isEmpty()) {
            messages.add(new Values(ecu, values));
        }
    }

    private static int bits(byte[] payload, int at) {
        return (payload[at] & 0xFF) << 24
                | (payload[at + 1] & 0xFF) << 16
                | (payload[at + 2] & 0xFF) << 8
                | (payload[at + 3] & 0xFF);
    }

    /** CAN puts the number of codes first, which makes the count of bytes odd; the older buses fill up three codes with zeros. */
    private static List<String> codes(byte[] payload) {
        List<String> codes = new ArrayList<>();
        int first = payload.length % 2 == 0 ? 2 : 1;
        for (int i = first; i + 1 < payload.length; i += 2) {
            int code = (payload[i] & 0xFF) << 8 | (payload[i + 1] & 0xFF);
            if (code != 0) {
                codes.add(code(code));
            }
        }
        return codes;
    }

    /** Two bits of system, two bits of first digit, three hexadecimal digits. */
    static String code(int code) {
        return "%c%d%03X".formatted(SYSTEMS[code >> 14], code >> 12 & 0x03, code & 0x0FFF);
    }

    /** The two bytes of a code such as {@code P0133}. */
    static int code(String code) {
        int system = "PCBU".indexOf(code.charAt(0));
        return system << 14 | Integer.parseInt(code, 1, code.length(), 16);
    }

    private void vehicle(@Nullable String ecu, byte[] payload) {
        int type = payload.length < 2 ? -1 : payload[1] & 0xFF;
        if (type == 0 && payload.length >= 6) {
            messages.add(new Supported(ecu, SERVICE_VEHICLE, 0, bits(payload, payload.length - 4)));
        } else if (type == INFO_VIN && payload.length == VIN_PART_BYTES) {
            vinParts.put(payload[2] & 0xFF, Arrays.copyOfRange(payload, 3, VIN_PART_BYTES));
            if (vinParts.size() == VIN_PARTS) {
                byte[] padded = new byte[VIN_PARTS * 4];
                int at = 0;
                for (byte[] part : vinParts.values()) {
                    System.arraycopy(part, 0, padded, at, part.length);
                    at += part.length;
                }
                vinParts.clear();
                vin(ecu, padded);
            }
        } else if (type == INFO_VIN) {
            vin(ecu, payload);
        } else {
            messages.add(new Other(ecu, SERVICE_VEHICLE, HexFormat.of().formatHex(payload)));
        }
    }

    /** The last 17 bytes: before them are service, type and count, or padding. */
    private void vin(@Nullable String ecu, byte[] bytes) {
        int from = Math.max(0, bytes.length - VIN_LENGTH);
        String vin = new String(bytes, from, bytes.length - from, StandardCharsets.US_ASCII);
        messages.add(VIN.matcher(vin).matches() ? new Vin(ecu, vin) : new Broken(ecu, "no VIN"));
    }
}
