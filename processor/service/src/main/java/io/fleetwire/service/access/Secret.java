package io.fleetwire.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program or a browser presents: {@code fwt_ID_RANDOM}. The id finds the entry, so that secrets are compared in constant time and never looked up;
 * the fixed beginning lets scanners of repositories and logs find one that leaked.
 *
 * @param text the whole
 */
record Secret(Kind kind, String id, String text) {

    /** What it is for. */
    enum Kind {
        TOKEN("fwt"),
        SESSION("fws");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int RANDOM_BYTES = 32;
    private static final int ID_LETTERS = 10;
    /** No letter that looks like another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final Pattern FORM = Pattern.compile("(fw[ts])_([a-z0-9]{1,16})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one with an id of its own. */
    static Secret fresh(Kind kind) {
        StringBuilder id = new StringBuilder(ID_LETTERS);
        for (int i = 0; i < ID_LETTERS; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return fresh(kind, id.toString());
    }

    /** A new one: 256 random bits. */
    static Secret fresh(Kind kind, String id) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new Secret(kind, id, kind.prefix + "_" + id + "_" + text);
    }

    /** Reads what somebody presents; empty where it is none of this kind. */
    static Optional<Secret> read(Kind kind, String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && form.group(1).equals(kind.prefix)
                ? Optional.of(new Secret(kind, form.group(2), text))
                : Optional.empty();
    }

    /** What is kept of it. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether this is what was kept; takes the same time wherever the difference is. */
    boolean matches(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** So that none gets into a log by accident. */
    @Override
    public String toString() {
        return kind.prefix + "_" + id + "_…";
    }
}
