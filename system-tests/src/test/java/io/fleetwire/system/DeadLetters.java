package io.fleetwire.system;

import static org.awaitility.Awaitility.await;

import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What lies on {@code fleet.deadletter}. */
final class DeadLetters {

    private DeadLetters() {}

    /** The reason given for something of this device. */
    static String awaitReason(House house, String deviceId) {
        return awaitLetter(house, letter -> deviceId.equals(letter.deviceId())).reason();
    }

    /** The reasons given for things of this device, once there are this many or more. */
    static List<String> awaitReasons(House house, String deviceId, int least) {
        return await().atMost(House.PATIENCE)
                .until(
                        () -> all(house).stream()
                                .filter(letter -> deviceId.equals(letter.deviceId()))
                                .map(DeadLetter::reason)
                                .toList(),
                        reasons -> reasons.size() >= least);
    }

    /** The first letter that fits. */
    static DeadLetter awaitLetter(House house, Predicate<DeadLetter> fits) {
        return await().atMost(House.PATIENCE)
                .until(() -> all(house).stream().filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<DeadLetter> all(House house) throws MalformedEventException {
        return KafkaTopic.read(house, Topics.DEAD_LETTERS);
    }
}
