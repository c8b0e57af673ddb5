package io.fleetwire.service.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form a path may have. What a filter looks at and what the router looks at must be the same text, so a path that could be written in another way
 * (RFC 3986, 6.2.2) is refused and never repaired.
 */
public final class RequestPath {

    /** The path of a request target in its normal form: what the router, too, takes it for. */
    private static final Pattern CHARACTERS = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-F]{2})*)+");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-F]{2})");
    /** Everything else is the page. */
    private static final Set<String> SERVED = Set.of("api", "q", "ws");

    private static final int MOST_CHARACTERS = 2_048;

    private RequestPath() {}

    /** The path of a request target, without its query. */
    public static String of(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What is wrong with a request target's path, as the end of the sentence "The path …"; empty: it is in its normal form. */
    public static Optional<String> problem(String target) {
        String path = of(target);
        if (target.length() > MOST_CHARACTERS * 4 || path.length() > MOST_CHARACTERS) {
            return Optional.of("is too long");
        }
        if (target.indexOf('#') >= 0) {
            return Optional.of("has a fragment");
        }
        if (!CHARACTERS.matcher(path).matches()) {
            return Optional.of("has a character that it must not have, or an escape in small letters");
        }
        if (path.length() > 1 && (path.contains("//") || path.endsWith("/"))) {
            return Optional.of("has an empty segment");
        }
        return hasDots(path) ? Optional.of("has a segment of dots, or one that ends with a dot") : escapes(path);
    }

    /** An id may end with a dot, the names that routes are made of may not. */
    private static boolean hasDots(String path) {
        String[] segments = path.substring(1).split("/", -1);
        int names = SERVED.contains(segments[0]) ? 3 : 1;
        for (int i = 0; i < segments.length; i++) {
            if ((i < names && segments[i].endsWith(".")) || segments[i].matches("\\.+")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> escapes(String path) {
        Matcher escape = ESCAPE.matcher(path);
        while (escape.find()) {
            int c = Integer.parseInt(escape.group(1), 16);
            if (isUnreserved(c)) {
                return Optional.of("escapes a character that needs no escape: %" + escape.group(1));
            }
            if (c < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == ';' || c == '%') {
                return Optional.of("escapes a character that it must not have: %" + escape.group(1));
            }
        }
        return isText(path) ? Optional.empty() : Optional.of("has escapes that are no UTF-8 text");
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Whether the escapes are UTF-8: shortest forms only, no half characters, no control characters above ASCII. */
    private static boolean isText(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) path.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.flip())
                    .codePoints()
                    .noneMatch(c -> switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR -> true;
                        default -> false;
                    });
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
