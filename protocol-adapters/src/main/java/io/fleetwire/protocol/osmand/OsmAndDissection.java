package io.fleetwire.protocol.osmand;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request taken apart: method, path, parameters, header lines, body. */
final class OsmAndDissection {

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    /** Byte by byte, so that places in the text are places in the frame. */
    private OsmAndDissection(ByteBuf frame) {
        text = frame.toString(StandardCharsets.ISO_8859_1);
    }

    static List<Part> of(ByteBuf frame) {
        OsmAndDissection dissection = new OsmAndDissection(frame);
        dissection.request(HttpCall.read(frame).problem() == null ? Check.NONE : Check.FAILED);
        return List.copyOf(dissection.parts);
    }

    private void request(Check check) {
        int headEnd = end("\r\n\r\n", text.length());
        int lineEnd = Math.min(headEnd, end("\r\n", text.length()));
        firstLine(lineEnd, check);
        while (at < headEnd) {
            int next = Math.min(headEnd, end("\r\n", headEnd));
            until(next, "header", Check.NONE);
        }
        if (at < text.length()) {
            if (text.startsWith("{", at) || text.startsWith("[", at)) {
                until(text.length(), "body", Check.NONE);
            } else {
                parameters(text.length());
            }
        }
    }

    private void firstLine(int lineEnd, Check check) {
        int methodEnd = Math.min(lineEnd, end(" ", lineEnd));
        until(methodEnd, "method", check);
        int targetEnd = Math.min(lineEnd, end(" ", lineEnd));
        int query = text.indexOf('?', at);
        if (query >= 0 && query < targetEnd) {
            until(query + 1, "path", Check.NONE);
            parameters(targetEnd);
        } else {
            until(targetEnd, "path", Check.NONE);
        }
        until(lineEnd, "version", Check.NONE);
    }

    /** {@code name=value&}. */
    private void parameters(int to) {
        while (at < to) {
            int next = Math.min(to, end("&", to));
            String pair = text.substring(at, next);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).replaceFirst("[& ]$", "");
                add(next, "parameter " + pair.substring(0, equals), value, Check.NONE);
            } else {
                until(next, "parameter", Check.NONE);
            }
        }
    }

    private int end(String delimiter, int otherwise) {
        int found = text.indexOf(delimiter, at);
        return found < 0 ? otherwise : found + delimiter.length();
    }

    private void until(int to, String name, Check check) {
        if (to > at) {
            add(to, name, text.substring(at, to).strip(), check);
        }
    }

    private void add(int to, String name, String value, Check check) {
        parts.add(new Part(at, to - at, name, value, check));
        at = to;
    }
}
