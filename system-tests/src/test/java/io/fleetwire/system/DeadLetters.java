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
    static String awaitReason(Stack stack, String deviceId) {
        return awaitLetter(stack, letter -> deviceId.equals(letter.deviceId())).reason();
    }

    /** The reasons given for things of this device, once there are this many or more. */
    static List<String> awaitReasons(Stack stack, String deviceId, int least) {
        return await().atMost(Stack.PATIENCE)
                .until(
                        () -> all(stack).stream()
                                .filter(letter -> deviceId.equals(letter.deviceId()))
                                .map(DeadLetter::reason)
                                .toList(),
                        reasons -> reasons.size() >= least);
    }

    /** The first letter that fits. */
    static DeadLetter awaitLetter(Stack stack, Predicate<DeadLetter> fits) {
        return await().atMost(Stack.PATIENCE)
                .until(() -> all(stack).stream().filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<DeadLetter> all(Stack stack) throws MalformedEventException {
        return KafkaTopic.read(stack, Topics.DEAD_LETTERS);
    }
}
