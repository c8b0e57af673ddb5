package io.fleetwire.protocol.obd;

import io.fleetwire.event.Ids;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A reply taken apart: its lines, and what the bytes written in them mean. Whether there are headers the session knows; without one, it is seen by the
 * lines themselves. Fields of a payload that goes over several lines are named once and continued.
 */
final class ObdDissection {

    private static final String CONTINUED = "continued";

    private final String text;
    private final boolean headers;
    private final NavigableMap<Integer, Part> found = new TreeMap<>();
    private final IsoTp isoTp = new IsoTp();
    private final Map<String, Stretch> begun = new HashMap<>();
    private final NumberedParts numbered = new NumberedParts();
    private Stretch numberedBytes = new Stretch();
    private int line;

    private ObdDissection(String text, boolean headers) {
        this.text = text;
        this.headers = headers;
    }

    /** Of a frame whose dialogue nobody knows. */
    static List<Part> of(ByteBuf frame) {
        String text = frame.toString(StandardCharsets.US_ASCII);
        return of(text, ElmReply.showsHeaders(text));
    }

    /**
     * Of a frame in its dialogue.
     *
     * @param headers the adapter was told to show them
     */
    static List<Part> of(String text, boolean headers) {
        ObdDissection dissection = new ObdDissection(text, headers);
        if (dissection.text.startsWith("ID")) {
            dissection.identification();
        } else {
            dissection.lines();
        }
        return dissection.covering();
    }

    private void identification() {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        String id = text.substring(2, end).strip();
        add(0, 2, "keyword", "ID", Check.NONE);
        int from = text.indexOf(id, 2);
        if (from < end) {
            boolean isId = Ids.isId(id.replace("\0", ""));
            add(from, end, "device", isId ? id : "no id: " + id, isId ? Check.NONE : Check.FAILED);
        }
    }

    private void lines() {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isLineEnd(text.charAt(i))) {
                line(from, i);
                line++;
                from = i + 1;
            }
        }
        begun.values().forEach(stretch -> field(stretch, "payload, incomplete", hex(stretch), Check.FAILED));
        if (numberedBytes.size() > 0) {
            field(numberedBytes, "payload, incomplete", hex(numberedBytes), Check.FAILED);
        }
    }

    /** One line: what is said before the data, a status word, a word of the adapter's own, or bytes. */
    private void line(int lineFrom, int to) {
        int from = lineFrom;
        AsciiText all = AsciiText.of(text, from, to);
        int progress = ElmReply.progress(all.characters());
        if (progress > 0) {
            from = all.at(progress - 1) + 1;
            add(all.at(0), from, "progress", all.characters().substring(0, progress), Check.NONE);
        }
        AsciiText rest = AsciiText.of(text, from, to);
        if (rest.characters().isEmpty()) {
            return;
        }
        AsciiText digits = rest.withoutSpaces();
        String hex = digits.characters();
        if (!headers && HexForm.isHex(hex) && HexForm.isLength(hex)) {
            add(digits, "length", Integer.parseInt(hex, 16) + " bytes", Check.NONE);
            abandonNumbered();
            numbered.length(Integer.parseInt(hex, 16));
        } else if (HexForm.isHex(hex)) {
            bytes(digits);
        } else if (HexForm.isPart(hex)) {
            part(digits, Character.digit(hex.charAt(0), 16), hex.substring(2));
        } else {
            add(rest, word(rest.characters()), rest.characters(), Check.NONE);
        }
    }

    private static String word(String said) {
        if (said.equals(">")) {
            return "prompt";
        }
        return ElmReply.error(said) == null ? "adapter" : "status";
    }

    private void abandonNumbered() {
        if (numberedBytes.size() > 0) {
            field(numberedBytes, "payload, incomplete", hex(numberedBytes), Check.FAILED);
            numberedBytes = new Stretch();
        }
    }

    /** {@code 0:} and its bytes. */
    private void part(AsciiText digits, int number, String hex) {
        int known = numbered.payloads().size();
        boolean wrongBefore = numbered.hasProblem();
        numbered.part(number, hex);
        boolean wrong = numbered.hasProblem();
        add(
                digits.at(0),
                digits.at(1) + 1,
                "part",
                Integer.toString(number)
                        + (wrong && !wrongBefore ? ": " + numbered.problem().orElse("") : ""),
                wrong ? Check.FAILED : Check.NONE);
        Stretch bytes = stretch(digits, 2);
        if (wrong) {
            abandonNumbered();
            field(bytes, "data", hex(bytes), Check.NONE);
            return;
        }
        numberedBytes.add(bytes);
        if (numbered.payloads().size() > known) {
            int whole = numbered.payloads().getLast().length() / 2;
            payload(numberedBytes.part(0, whole));
            Stretch filling = numberedBytes.part(whole, numberedBytes.size());
            field(filling, "padding", hex(filling), Check.NONE);
            numberedBytes = new Stretch();
        }
    }

    private void bytes(AsciiText digits) {
        String hex = digits.characters();
        HexForm form = HexForm.of(hex, headers);
        int headerDigits = form == HexForm.CAN_11_BIT ? 3 : 0;
        if ((hex.length() - headerDigits) % 2 == 1) {
            add(digits, "data", "half a byte", Check.FAILED);
            return;
        }
        switch (form) {
            case CAN_11_BIT -> can(digits, 3);
            case CAN_29_BIT -> can(digits, 8);
            case CAN_BARE -> can(digits, 0);
            case LEGACY -> {
                Stretch all = stretch(digits, 0);
                Stretch header = all.part(0, HexForm.LEGACY_HEADER_BYTES);
                field(header, "header", hex(header), Check.NONE);
                payload(all.part(HexForm.LEGACY_HEADER_BYTES, all.size() - 1));
                Stretch checksum = all.part(all.size() - 1, all.size());
                field(checksum, "checksum", hex(checksum), Check.NONE);
            }
            case PAYLOAD -> payload(stretch(digits, 0));
            case NOTHING -> {
                boolean echo = ObdAnswers.isQuestion(hex);
                add(digits, "data", echo ? hex : "neither header nor data", echo ? Check.NONE : Check.FAILED);
            }
        }
    }

    private void can(AsciiText digits, int headerDigits) {
        String id = digits.characters().substring(0, headerDigits);
        if (headerDigits > 0) {
            add(digits.at(0), digits.at(headerDigits - 1) + 1, "header", id, Check.NONE);
        }
        Stretch frame = stretch(digits, headerDigits);
        byte[] bytes = frame.bytes();
        int from = Math.min(bytes.length, pciBytes(bytes));
        Stretch pci = frame.part(0, from);
        Stretch data = frame.part(from, frame.size());
        try {
            byte[] whole = isoTp.accept(id, bytes);
            field(pci, "PCI", pci(bytes), Check.NONE);
            if (whole != null) {
                boolean single =
                        bytes[0] >> 4 == IsoTp.SINGLE; // complete by itself, also between the frames of another
                Stretch begunBefore = single ? null : begun.remove(id);
                Stretch payload = begunBefore == null ? new Stretch() : begunBefore;
                int rest = whole.length - payload.size();
                payload.add(data.part(0, rest));
                payload(payload);
                Stretch filling = data.part(rest, data.size());
                field(filling, "padding", hex(filling), Check.NONE);
            } else if (bytes[0] >> 4 == IsoTp.FLOW_CONTROL) {
                field(data, "block size and separation", hex(data), Check.NONE);
            } else {
                begun.computeIfAbsent(id, key -> new Stretch()).add(data);
            }
        } catch (IsoTp.Broken e) {
            boolean begins = e.isAnotherBegun();
            Stretch before =
                    begins || !isoTp.isBegun(id) ? begun.remove(id) : null; // else it goes on behind this frame
            if (before != null) {
                field(before, "payload, incomplete", hex(before), Check.FAILED);
            }
            field(pci, "PCI", e.reason(), Check.FAILED);
            if (begins) {
                begun.put(id, data);
            } else {
                field(data, "data", hex(data), Check.NONE);
            }
        }
    }

    private static int pciBytes(byte[] frame) {
        if (frame.length == 0 || frame[0] >> 4 != IsoTp.FIRST) {
            return 1;
        }
        return IsoTp.firstDataAt(frame);
    }

    private static String pci(byte[] frame) {
        int low = frame[0] & 0x0F;
        return switch (frame[0] >> 4) {
            case IsoTp.SINGLE -> "single, " + low + " bytes";
            case IsoTp.FIRST -> "first of " + IsoTp.announced(frame) + " bytes";
            case IsoTp.CONSECUTIVE -> "consecutive " + low;
            default ->
                "flow control: "
                        + switch (low) {
                            case 0 -> "go on";
                            case 1 -> "wait";
                            default -> "too long";
                        };
        };
    }

    private void payload(Stretch payload) {
        PayloadDissection.of(
                payload.bytes(), (from, to, name, value, check) -> field(payload.part(from, to), name, value, check));
    }

    /** The value stands where the field begins. */
    private void field(Stretch stretch, String name, String value, Check check) {
        boolean first = true;
        for (Stretch.Run run : stretch.runs()) {
            add(run.from(), run.to(), name, first ? value : CONTINUED, check);
            first = false;
        }
    }

    private Stretch stretch(AsciiText digits, int fromDigit) {
        Stretch stretch = new Stretch();
        String hex = digits.characters();
        for (int i = fromDigit; i < hex.length(); i += 2) {
            // The last digit may be alone: an adapter's own mistake, which the decoder names.
            int end = Math.min(hex.length(), i + 2);
            byte value = (byte) HexFormat.fromHexDigits(hex, i, end);
            stretch.add(value, new Stretch.Place(digits.at(i), digits.at(end - 1) + 1, line));
        }
        return stretch;
    }

    private static String hex(Stretch stretch) {
        return HexFormat.of().withUpperCase().formatHex(stretch.bytes());
    }

    private void add(AsciiText all, String name, String value, Check check) {
        add(all.at(0), all.at(all.characters().length() - 1) + 1, name, value, check);
    }

    private void add(int from, int to, String name, String value, Check check) {
        found.put(from, new Part(from, to - from, name, value, check));
    }

    /** Blanks belong to what they follow; line ends are parts. */
    private List<Part> covering() {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Part part = found.get(at);
            if (part != null) {
                int end = at + part.length();
                while (end < text.length() && isBlank(text.charAt(end)) && !isLineEnd(text.charAt(end))) {
                    end++;
                }
                parts.add(new Part(at, end - at, part.name(), part.value(), part.check()));
                at = end;
            } else {
                int end = found.higherKey(at) == null ? text.length() : found.higherKey(at);
                parts.add(Part.of(at, end - at, "line end", ""));
                at = end;
            }
        }
        return parts;
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    private static boolean isBlank(char c) {
        return c <= ' ';
    }
}
