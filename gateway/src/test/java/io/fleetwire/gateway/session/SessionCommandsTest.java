package io.fleetwire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.command.DeskFeed;
import io.fleetwire.gateway.publish.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connected device is asked, and what its words are taken for. */
class SessionCommandsTest {

    private final Desk dispatcher = Desk.adopting();
    private final DeskFeed feed = new DeskFeed(dispatcher.commands);
    private Desk.Device device;

    @BeforeEach
    void connect() {
        feed.caughtUp();
        device = dispatcher.loggedIn("truck");
    }

    private void asks(String id, String name, boolean whileMoving) {
        feed.read(new Command(id, "truck", name, Map.of(), null, "ada", dispatcher.now, whileMoving), dispatcher.now);
    }

    /** What was written about commands, the claims among it read back, as Kafka would have it. */
    private List<String> told() throws Exception {
        int records = dispatcher.published.size();
        for (int i = 0; i < records; i++) {
            Batch batch = dispatcher.published.get(i);
            for (ProducerRecord<String, byte[]> record : batch.records()) {
                if (record.topic().equals(Topics.COMMAND_RESULTS.name())) {
                    feed.read(Topics.COMMAND_RESULTS.format().decode(record.value()));
                }
            }
        }
        return dispatcher.published.stream()
                .flatMap(batch -> batch.records().stream())
                .filter(record -> record.topic().equals(Topics.COMMAND_RESULTS.name()))
                .map(record -> {
                    try {
                        CommandResult result = Topics.COMMAND_RESULTS.format().decode(record.value());
                        return result.status() + (result.result() == null ? "" : " " + result.result());
                    } catch (io.fleetwire.event.wire.MalformedEventException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private void passes(Duration time) {
        dispatcher.now = dispatcher.now.plus(time);
        feed.tick();
    }

    @Test
    void aDeviceIsAskedRightAfterItsRecordsAreAcknowledged() throws Exception {
        asks("c-1", "ping", false);
        device.says("P 3");
        device.says("P 2");
        assertThat(told()).isEmpty();
        dispatcher.confirm();
        assertThat(told()).isEmpty(); // the second packet is not acknowledged yet
        dispatcher.confirm();
        told();
        assertThat(device.heard).containsExactly("3", "2", "CMD ping");

        device.says("RE pong");
        assertThat(told()).containsExactly("SENT", "DONE pong");
    }

    @Test
    void aDeviceThatIsQuietIsAskedAfterAMoment() throws Exception {
        asks("c-1", "ping", false);
        passes(Duration.ofSeconds(4));
        assertThat(told()).isEmpty();
        passes(Duration.ofSeconds(1));
        told();
        assertThat(device.heard).containsExactly("CMD ping");
    }

    /** Between the claim and its coming back a packet arrived: the command waits for its acknowledgement. */
    @Test
    void nothingIsSentBetweenRecordsAndTheirAcknowledgement() throws Exception {
        asks("c-1", "ping", false);
        passes(Duration.ofSeconds(6));
        assertThat(dispatcher.published).hasSize(2); // its registration, the claim
        dispatcher.unconfirmed.clear();
        device.says("P 1");
        told();
        assertThat(device.heard).isEmpty();
        dispatcher.confirm();
        assertThat(device.heard).containsExactly("1", "CMD ping");
    }

    @Test
    void aRefusalIsAFailure() throws Exception {
        asks("c-1", "ping", false);
        passes(Duration.ofSeconds(6));
        told();
        device.says("NO never");
        assertThat(told()).containsExactly("SENT", "FAILED never");
    }

    @Test
    void whatNobodyAskedIsNoAnswer() throws Exception {
        device.says("RE hello");
        assertThat(told()).isEmpty();
        assertThat(dispatcher
                        .meters
                        .get("fleetwire.gateway.commands")
                        .tag("state", "unasked")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void anAnswerThatNamesAnotherCommandIsNotThisOnes() throws Exception {
        asks("c-1", "named", false);
        passes(Duration.ofSeconds(6));
        told();
        device.says("REF c-0 late");
        assertThat(told()).containsExactly("SENT");
        device.says("REF c-1 pong");
        assertThat(told()).containsExactly("SENT", "DONE pong");
    }

    /** Without a reference a late answer would be taken for the next command's. */
    @Test
    void afterAnAnswerThatDidNotComeTheNextCommandWaits() throws Exception {
        asks("c-1", "ping", false);
        passes(Duration.ofSeconds(6));
        told();
        asks("c-2", "ping", false);
        passes(SessionCommands.PATIENCE.plusSeconds(1));
        assertThat(told()).hasSize(2).last().asString().startsWith("FAILED no answer");
        passes(Duration.ofSeconds(20));
        device.says("RE late");
        assertThat(told()).hasSize(2);
        passes(Duration.ofSeconds(11));
        told();
        assertThat(device.heard).containsExactly("CMD ping", "CMD ping");
        device.says("RE pong");
        assertThat(told()).last().isEqualTo("DONE pong");
    }

    @Test
    void anEngineIsNotStoppedBeforeItsSpeedIsKnown() throws Exception {
        asks("c-1", "stop", false);
        passes(Duration.ofSeconds(60));
        assertThat(told()).isEmpty();
        device.says("V 12");
        dispatcher.confirm();
        told();
        assertThat(device.heard).containsExactly("12", "CMD stop");
    }

    @Test
    void anEngineIsNotStoppedWhileItMoves() throws Exception {
        asks("c-1", "stop", false);
        device.says("V 87");
        dispatcher.confirm();
        assertThat(told()).containsExactly("FAILED not sent: the vehicle moves at 87 km/h");
        assertThat(device.heard).containsExactly("87");
    }

    /** It was slow when we claimed, and is fast when the claim has come back. */
    @Test
    void theLastSpeedBeforeSendingCounts() throws Exception {
        device.says("V 5");
        dispatcher.confirm();
        asks("c-1", "stop", false);
        passes(Duration.ofSeconds(6));
        assertThat(dispatcher.published).hasSize(3);
        dispatcher.unconfirmed.clear();
        device.says("V 50");
        told();
        dispatcher.confirm();
        assertThat(told()).containsExactly("SENT", "FAILED not sent: the vehicle moves at 50 km/h");
        assertThat(device.heard).containsExactly("5", "50");
    }

    @Test
    void anOldSpeedIsNone() throws Exception {
        device.says("V 5");
        dispatcher.confirm();
        passes(SessionCommands.FRESH.plusSeconds(1));
        asks("c-1", "stop", false);
        passes(Duration.ofSeconds(10));
        assertThat(told()).isEmpty();
    }

    @Test
    void whoeverTakesTheResponsibilityMay() throws Exception {
        asks("c-1", "stop", true);
        device.says("V 87");
        dispatcher.confirm();
        told();
        assertThat(device.heard).containsExactly("87", "CMD stop");
    }

    @Test
    void whatCannotBeSaidFailsAndTheNextOneGoes() throws Exception {
        asks("c-1", "dance", false);
        asks("c-2", "ping", false);
        passes(Duration.ofSeconds(6));
        passes(Duration.ofSeconds(6));
        assertThat(told().getFirst()).startsWith("FAILED there is no such command here");
        assertThat(device.heard).containsExactly("CMD ping");
    }
}
