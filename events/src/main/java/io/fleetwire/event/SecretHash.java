package io.fleetwire.event;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How {@link ConfigEntry.Device#secretHash} is made and checked: {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, salt and hash in Base64 without padding.
 * Whoever registers a device and whoever lets it in need the same form.
 */
public final class SecretHash {

    /**
     * Rounds of a new hash. The secrets are random ({@link #newSecret}), so nobody can guess one however cheap a guess is; the rounds are for those that
     * people choose, and few enough that a reconnecting fleet doesn't occupy the processor: about 3 ms each.
     */
    private static final int ITERATIONS = 10_000;

    /** Most rounds that are tried: a hash with more would be a way to keep the processor busy. */
    private static final int MAX_ITERATIONS = 1_000_000;

    /** Longest secret that is hashed, in characters. */
    private static final int MAX_SECRET = 256;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** 192 bits: 32 characters of Base64. */
    private static final int SECRET_BYTES = 24;

    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256\\$([0-9]{1,7})\\$([A-Za-z0-9+/]{1,128})\\$([A-Za-z0-9+/]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretHash() {}

    /** A secret nobody can guess, in characters that survive a URL, a shell and a phone's keyboard. */
    public static String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
    }

    /**
     * The hash to keep of a secret.
     *
     * @throws IllegalArgumentException where the secret is empty or longer than 256 characters
     */
    public static String create(String secret) {
        if (secret.isEmpty() || secret.length() > MAX_SECRET) {
            throw new IllegalArgumentException("a secret has 1 to " + MAX_SECRET + " characters");
        }
        byte[] salt = randomBytes(SALT_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "pbkdf2-sha256$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(pbkdf2(secret, salt, ITERATIONS));
    }

    /** Whether this is the secret; false, too, where the hash is no hash. Takes the same time wherever the difference is. */
    public static boolean verify(String secret, String hash) {
        Matcher form = FORM.matcher(hash);
        if (secret.isEmpty() || secret.length() > MAX_SECRET || !form.matches()) {
            return false;
        }
        int iterations = Integer.parseInt(form.group(1));
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(form.group(2));
            byte[] expected = Base64.getDecoder().decode(form.group(3));
            return MessageDigest.isEqual(expected, pbkdf2(secret, salt, iterations));
        } catch (IllegalArgumentException e) {
            return false; // Base64 of an impossible length
        }
    }

    private static byte[] pbkdf2(String secret, byte[] salt, int iterations) {
        KeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
