package io.fleetwire.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes, PHC string format. Argon2id because each guess costs memory as well as time (OWASP's first choice, RFC 9106); Bouncy
 * Castle's because it is plain Java and well kept.
 */
public final class Passwords {

    /** Shortest password; NIST SP 800-63B counts length, not kinds of characters. */
    public static final int LEAST_CHARACTERS = 12;

    /** Longest password that is hashed. */
    public static final int MOST_CHARACTERS = 256;

    /** OWASP's smallest recommended cost: 19 MiB, two passes, one lane. */
    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    /** Most memory and passes of a hash that is checked: an entry with more would be a way to keep the processor busy. */
    private static final int MOST_MEMORY_KIB = 65_536;

    private static final int MOST_PASSES = 10;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** At once: 38 MiB of the heap. The next one waits. */
    private static final int AT_ONCE = 2;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,3}),p=1\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore room = new Semaphore(AT_ONCE);
    /** Of nobody's password: an unknown user costs the same time as a known one. */
    private final String nobodys = hash("nobody's password at all");

    /** The hash to keep. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2(password, salt, MEMORY_KIB, PASSES));
    }

    /** Whether this is the password; false, too, where the hash is no hash. */
    public boolean verify(String password, String hash) {
        Matcher form = FORM.matcher(hash);
        if (password.length() > MOST_CHARACTERS || !form.matches()) {
            return false;
        }
        int memoryKib = Integer.parseInt(form.group(1));
        int passes = Integer.parseInt(form.group(2));
        if (memoryKib < 8 || memoryKib > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(form.group(4));
        byte[] salt = Base64.getDecoder().decode(form.group(3));
        return MessageDigest.isEqual(expected, argon2(password, salt, memoryKib, passes));
    }

    /** A hash to check against where there is no user. */
    public String nobodys() {
        return nobodys;
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int passes) {
        byte[] hash = new byte[HASH_BYTES];
        room.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            room.release();
        }
        return hash;
    }
}
