package io.fleetwire.protocol.obd;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** An ELM327 in a vehicle with one control unit on an 11-bit CAN: the other end of {@link ObdAdapter}, for simulators and tests. */
public final class ElmDevice {

    private static final String GREETING = "ELM327 v1.5";
    private static final String ENGINE = "7E8";
    private static final int MAX_COMMAND = 64;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String deviceId;
    private final Vehicle vehicle;
    private final StringBuilder command = new StringBuilder();
    private boolean echo = true;
    private boolean headers;
    private boolean spaces = true;

    /** The vehicle it is plugged into, asked anew with every command. */
    public interface Vehicle {

        /** A value by its name in {@code pids.csv}, such as {@code rpm}; NaN: the vehicle does not have it. */
        double value(String name);

        /** Trouble codes such as {@code P0133}, by service: 3 stored, 7 pending, 10 permanent. */
        List<String> troubleCodes(int service);

        /** 17 characters. */
        String vin();

        /** At the plug, volts. */
        double supplyV();

        /** Whether the control unit answers: the ignition is on. */
        boolean awake();
    }

    /**
     * @param deviceId as the gateway knows it
     */
    public ElmDevice(String deviceId, Vehicle vehicle) {
        this.deviceId = deviceId;
        this.vehicle = vehicle;
    }

    /** The line with which it begins. */
    public ByteBuf identification() {
        return text("ID " + deviceId + "\r");
    }

    /** What it says unasked after its supply broke down, as when the starter motor turns. */
    public ByteBuf restart() {
        command.setLength(0);
        reset();
        return text("\r\r" + GREETING + "\r\r>");
    }

    /** What it answers to these bytes; nothing as long as they end no command. */
    public ByteBuf hears(ByteBuf bytes) {
        StringBuilder said = new StringBuilder();
        while (bytes.isReadable()) {
            char c = (char) bytes.readUnsignedByte();
            if (c == '\r') {
                said.append(answer(command.toString()));
                command.setLength(0);
            } else if (command.length() < MAX_COMMAND) {
                command.append(c);
            }
        }
        return text(said.toString());
    }

    private String answer(String asked) {
        String compact = asked.replace(" ", "").toUpperCase(Locale.ROOT);
        String echoed = echo ? asked + "\r" : "";
        String said = compact.startsWith("AT") ? setting(compact.substring(2)) : vehicle(compact);
        return echoed + said + "\r\r>";
    }

    private String setting(String setting) {
        return switch (setting) {
            case "Z" -> {
                reset();
                yield "\r" + GREETING;
            }
            case "E0", "E1" -> {
                echo = setting.endsWith("1");
                yield "OK";
            }
            case "H0", "H1" -> {
                headers = setting.endsWith("1");
                yield "OK";
            }
            case "S0", "S1" -> {
                spaces = setting.endsWith("1");
                yield "OK";
            }
            case "L0", "SP0" -> "OK";
            case "RV" -> String.format(Locale.ROOT, "%.1fV", vehicle.supplyV());
            default -> "?";
        };
    }

    private void reset() {
        echo = true;
        headers = false;
        spaces = true;
    }

    private String vehicle(String request) {
        byte[] asked;
        try {
            asked = HEX.parseHex(request);
        } catch (IllegalArgumentException e) {
            return "?";
        }
        if (asked.length == 0) {
            return "?";
        }
        if (!vehicle.awake()) {
            return "UNABLE TO CONNECT";
        }
        byte[] payload = payload(asked);
        return payload.length == 0 ? "NO DATA" : onCan(payload);
    }

    /** The control unit's answer; empty: it has none. */
    private byte[] payload(byte[] asked) {
        int pid = asked.length > 1 ? asked[1] & 0xFF : 0;
        return switch (asked[0]) {
            case ObdDecoder.SERVICE_DATA -> Pids.isBitmap(pid) ? bitmap(pid) : value(pid);
            case ObdDecoder.SERVICE_STORED, ObdDecoder.SERVICE_PENDING, ObdDecoder.SERVICE_PERMANENT -> codes(asked[0]);
            case ObdDecoder.SERVICE_VEHICLE -> pid == 2 ? vin() : new byte[0];
            default -> new byte[0];
        };
    }

    private byte[] bitmap(int base) {
        int bits = 0;
        for (int n = 1; n <= Pids.BITMAP_SPAN && base + n < 256; n++) {
            boolean next = n == Pids.BITMAP_SPAN && base + n < 224;
            if (next ? hasBeyond(base + n) : value(base + n).length > 0) {
                bits |= 1 << (Pids.BITMAP_SPAN - n);
            }
        }
        return bits == 0
                ? new byte[0]
                : new byte[] {
                    0x41, (byte) base, (byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits
                };
    }

    private boolean hasBeyond(int base) {
        for (int pid = base + 1; pid < 256; pid++) {
            if (value(pid).length > 0) {
                return true;
            }
        }
        return false;
    }

    private byte[] value(int id) {
        Pid pid = Pids.of(id);
        if (id == Pids.MONITOR_STATUS) {
            int codes = vehicle.troubleCodes(ObdDecoder.SERVICE_STORED).size();
            return new byte[] {0x41, (byte) id, (byte) (codes == 0 ? 0 : 0x80 | codes), 0, 0, 0};
        }
        if (pid == null) {
            return new byte[0];
        }
        byte[] data = new byte[pid.bytes()];
        for (Pid.Quantity quantity : pid.quantities()) {
            double value = vehicle.value(quantity.name());
            if (Double.isNaN(value)) {
                return new byte[0];
            }
            quantity.put(value, data);
        }
        return join(new byte[] {0x41, (byte) id}, data);
    }

    private byte[] codes(int service) {
        List<String> codes = vehicle.troubleCodes(service);
        byte[] payload = new byte[2 + 2 * codes.size()];
        payload[0] = (byte) (service + ObdDecoder.POSITIVE);
        payload[1] = (byte) codes.size();
        for (int i = 0; i < codes.size(); i++) {
            int code = ObdDecoder.code(codes.get(i));
            payload[2 + 2 * i] = (byte) (code >> 8);
            payload[3 + 2 * i] = (byte) code;
        }
        return payload;
    }

    private byte[] vin() {
        return join(new byte[] {0x49, 2, 1}, vehicle.vin().getBytes(StandardCharsets.US_ASCII));
    }

    private String onCan(byte[] payload) {
        List<String> lines = new ArrayList<>();
        if (payload.length <= 7) {
            lines.add(headers ? frame(join(new byte[] {(byte) payload.length}, payload)) : hex(payload));
        } else if (headers) {
            byte[] first = {(byte) (0x10 | payload.length >> 8), (byte) payload.length};
            lines.add(frame(join(first, Arrays.copyOf(payload, 6))));
            for (int at = 6, sequence = 1; at < payload.length; at += 7, sequence++) {
                byte[] data = Arrays.copyOfRange(payload, at, at + 7);
                lines.add(frame(join(new byte[] {(byte) (0x20 | (sequence & 0x0F))}, data)));
            }
        } else {
            lines.add("%03X".formatted(payload.length));
            lines.add("0: " + hex(Arrays.copyOf(payload, 6)));
            for (int at = 6, part = 1; at < payload.length; at += 7, part++) {
                lines.add("%X: ".formatted(part & 0x0F) + hex(Arrays.copyOfRange(payload, at, at + 7)));
            }
        }
        return String.join("\r", lines);
    }

    private String frame(byte[] data) {
        return ENGINE + (spaces ? " " : "") + hex(data);
    }

    private String hex(byte[] bytes) {
        return (spaces ? HEX.withDelimiter(" ") : HEX).formatHex(bytes);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
