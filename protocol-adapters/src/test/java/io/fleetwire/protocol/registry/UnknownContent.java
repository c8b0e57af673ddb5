package io.fleetwire.protocol.registry;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Contents that a message of a known type may have in the field: cut, lengthened, and anything at all. */
public final class UnknownContent {

    private static final int MORE = 40;
    private static final int LONGEST = 180;
    private static final int RANDOM_CONTENTS = 12;

    private UnknownContent() {}

    /** The content cut at every length, and with more behind it. */
    public static Stream<byte[]> of(byte[] content, long seed) {
        Random random = new Random(seed);
        Stream<byte[]> cut = Stream.iterate(0, length -> length < content.length, length -> length + 1)
                .map(length -> Arrays.copyOf(content, length));
        Stream<byte[]> longer = Stream.of(1, 2, 7, MORE).map(more -> {
            byte[] longerContent = Arrays.copyOf(content, content.length + more);
            for (int i = content.length; i < longerContent.length; i++) {
                longerContent[i] = (byte) random.nextInt(256);
            }
            return longerContent;
        });
        Stream<byte[]> changed = Stream.iterate(0, i -> i < RANDOM_CONTENTS, i -> i + 1)
                .map(i -> {
                    byte[] other = content.clone();
                    for (int changes = 0; changes < 3 && other.length > 0; changes++) {
                        other[random.nextInt(other.length)] = (byte) random.nextInt(256);
                    }
                    return other;
                });
        return Stream.of(cut, longer, changed).flatMap(stream -> stream);
    }

    /** Any bytes, of any length up to some. */
    public static Stream<byte[]> random(long seed) {
        Random random = new Random(seed);
        return Stream.iterate(0, i -> i < RANDOM_CONTENTS, i -> i + 1).map(i -> {
            byte[] any = new byte[random.nextInt(LONGEST)];
            random.nextBytes(any);
            return any;
        });
    }
}
