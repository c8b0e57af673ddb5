package io.fleetwire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.identity.Pins;
import io.fleetwire.gateway.identity.RegistryFeed;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The promise, and what else a conversation owes, with Kafka in the test's hand. */
class ConversationTest {

    private final Desk desk = Desk.adopting();

    @Test
    void nothingThatMeansStoredLeavesBeforeKafkaConfirmed() {
        Desk.Device device = desk.loggedIn("truck");

        device.says("P 3");
        assertThat(device.heard).isEmpty();

        desk.confirm();
        assertThat(device.heard).containsExactly("3");
    }

    private static Desk watching(FromElsewhere policy) {
        return new Desk(true, policy, new Pins.Settings(Pins.Policy.FLAG, Set.of(Pins.Trait.SESSION)));
    }

    private static double counted(Desk desk, String counter) {
        return desk.meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aDatagramFromElsewhereIsFlaggedAndByPolicyRefusedWhileTheDeviceIsConnected() {
        Desk desk = watching(FromElsewhere.REFUSE);
        Desk.Device connected = desk.loggedIn("truck");
        Desk.Device thief = desk.datagramFrom("198.51.100.7");
        thief.says("ID truck");
        assertThat(thief.heard).containsExactly("no");
        assertThat(counted(desk, "fleetwire.gateway.sessions.foreign")).isOne();
        assertThat(counted(desk, "fleetwire.gateway.flags")).isOne();
        assertThat(counted(desk, "fleetwire.gateway.refused")).isOne();
        assertThat(connected.closed).isNull();

        Desk.Device itself = desk.datagramFrom("192.0.2.9");
        itself.says("ID truck");
        assertThat(itself.heard).containsExactly("yes");
    }

    @Test
    void datagramsFromTwoNetworksAreASecondSessionUntilTheFirstIsSilent() {
        Desk desk = watching(FromElsewhere.REFUSE);
        RegistryFeed feed = new RegistryFeed(desk.registry);
        feed.put(Desk.entry("truck", "truck", ConfigEntry.Device.Status.ACTIVE));
        desk.datagramFrom("192.0.2.1").says("ID truck");
        Desk.Device thief = desk.datagramFrom("198.51.100.7");
        thief.says("ID truck");
        assertThat(thief.heard).containsExactly("no");

        desk.now = desk.now.plus(LiveSessions.DATAGRAMS_LIVE);
        Desk.Device moved = desk.datagramFrom("198.51.100.7");
        moved.says("ID truck");
        assertThat(moved.heard).containsExactly("yes");
    }

    /** A datagram's sender is not proven, so it must not be able to end or keep out a connection. */
    @Test
    void aDatagramNeverClosesAConnectionOrKeepsOneOut() {
        Desk desk = watching(FromElsewhere.REPLACE);
        Desk.Device connected = desk.loggedIn("truck");
        Desk.Device elsewhere = desk.datagramFrom("198.51.100.7");
        elsewhere.says("ID truck");
        assertThat(elsewhere.heard).containsExactly("yes");
        assertThat(counted(desk, "fleetwire.gateway.sessions.foreign")).isOne();
        assertThat(connected.closed).isNull();
    }

    @Test
    void repliesKeepTheOrderOfTheFramesWhateverTheOrderOfTheConfirmations() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");
        device.says("BAD");

        desk.unconfirmed.removeLast().complete(null);
        desk.unconfirmed.removeLast().complete(null);
        assertThat(device.heard).isEmpty();

        desk.confirm();
        assertThat(device.heard).containsExactly("1", "2", "bad");
    }

    @Test
    void aReplyThatPromisesNothingDoesNotWait() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        device.says("HELLO");
        assertThat(device.heard).containsExactly("hi");
    }

    @Test
    void whatKafkaDoesNotConfirmClosesTheConnectionWithoutAWord() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");
        device.says("P 3");

        desk.confirm();
        desk.fail();
        desk.confirm(); // of the third: too late, the second is missing

        assertThat(device.heard).containsExactly("1");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
    }

    @Test
    void aFailureBehindAnUnansweredFrameWaitsForItsTurn() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");

        desk.unconfirmed.removeLast().completeExceptionally(new IllegalStateException("Kafka is away"));
        assertThat(device.closed).isNull();

        desk.confirm();
        assertThat(device.heard).containsExactly("1");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
    }

    @Test
    void closesAfterTheRepliesThatAreOwed() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("P 7");
        device.says("BYE");
        device.says("P 8"); // behind the farewell: not heard any more

        assertThat(device.closed).isNull();
        assertThat(device.reading).isFalse();
        assertThat(desk.unconfirmed).hasSize(1);
        desk.confirm();
        assertThat(device.heard).containsExactly("7", "bye");
        assertThat(device.closed).isEqualTo(CloseReason.PROTOCOL);
    }

    @Test
    void anUnknownDeviceIsRefusedInItsProtocolsWayAndWrittenDown() {
        Desk strict = new Desk(false, FromElsewhere.REPLACE);
        Desk.Device device = strict.connect("192.0.2.1");
        device.says("ID stranger");

        assertThat(device.heard).containsExactly("no");
        assertThat(device.closed).isEqualTo(CloseReason.PROTOCOL);
        assertThat(keys(strict.published)).containsExactly("knock/stranger");
    }

    @Test
    void whoHasNotLoggedInStoresNothingAndIsToldNothing() {
        Desk.Device device = desk.connect("192.0.2.1");
        device.says("BAD");
        device.says("P 2");
        assertThat(desk.published).isEmpty();
        assertThat(device.heard).isEmpty();
    }

    @Test
    void nothingOfAnAdoptedDeviceIsAcknowledgedBeforeItsRegistrationIsStored() {
        Desk.Device device = desk.connect("192.0.2.1");
        device.says("ID truck");
        device.says("P 1");
        assertThat(device.heard).containsExactly("yes");
        assertThat(keys(desk.published)).containsExactly("device/truck", "truck");

        desk.unconfirmed.removeLast().complete(null); // the record, not yet the registration
        assertThat(device.heard).containsExactly("yes");

        desk.confirm();
        assertThat(device.heard).containsExactly("yes", "1");
    }

    @Test
    void anAdoptionThatIsNotStoredClosesTheConnectionAndIsForgotten() {
        Desk.Device device = desk.connect("192.0.2.1");
        device.says("ID truck");
        device.says("P 1");

        desk.fail();
        desk.confirm();

        assertThat(device.heard).containsExactly("yes");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
        assertThat(desk.registry.find("truck")).isNull();
    }

    @Test
    void aSecondSessionFromTheSameNetworkReplacesTheFirst() {
        Desk.Device first = desk.loggedIn("truck");
        Desk.Device second = desk.connect("192.0.2.200");
        second.says("ID truck");

        assertThat(first.closed).isEqualTo(CloseReason.REPLACED);
        assertThat(second.heard).containsExactly("yes");
        assertThat(desk.meters
                        .get("fleetwire.gateway.sessions.foreign")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void aSecondSessionFromElsewhereIsFlaggedAndReplacesTheFirst() {
        Desk.Device first = desk.loggedIn("truck");
        Desk.Device second = desk.connect("198.51.100.7");
        second.says("ID truck");

        assertThat(first.closed).isEqualTo(CloseReason.REPLACED);
        assertThat(second.closed).isNull();
        assertThat(desk.meters
                        .get("fleetwire.gateway.sessions.foreign")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void aSecondSessionFromElsewhereIsRefusedWhereThePolicySaysSo() {
        Desk strict = new Desk(true, FromElsewhere.REFUSE);
        Desk.Device first = strict.loggedIn("truck");
        Desk.Device second = strict.connect("198.51.100.7");
        second.says("ID truck");

        assertThat(second.heard).containsExactly("no");
        assertThat(first.closed).isNull();

        first.conversation.closed();
        Desk.Device third = strict.connect("198.51.100.7");
        third.says("ID truck");
        assertThat(third.heard).containsExactly("yes");
    }

    @Test
    void readingStopsAtTheConnectionsBoundAndGoesOnBelowIt() {
        Desk.Device device = desk.loggedIn("truck");
        int frames = 0;
        while (device.reading) {
            device.says("P 10");
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(ReplyGate.MAX_RECORDS / 10 + 1);
        assertThat(desk.published.stream().mapToLong(Batch::bytes).sum())
                .isLessThan(ReplyGate.MAX_BYTES + desk.published.getLast().bytes() * 2);

        desk.confirm();
        assertThat(device.reading).isFalse(); // one frame less is not enough: reading must not flutter

        while (!device.reading) {
            desk.confirm();
        }
        assertThat(desk.unconfirmed).hasSizeBetween(frames / 2 - 2, frames / 2 + 2);
    }

    @Test
    void whatTheRegistrySaysNowCounts() {
        Desk.Device device = desk.loggedIn("truck");
        new RegistryFeed(desk.registry).put(Desk.entry("truck", "VAN-7", ConfigEntry.Device.Status.ACTIVE));
        device.says("P 1");
        assertThat(desk.published.getLast().records().getFirst().key()).isEqualTo("VAN-7");

        new RegistryFeed(desk.registry).put(Desk.entry("truck", "VAN-7", ConfigEntry.Device.Status.DISABLED));
        device.says("P 1");
        assertThat(device.closed).isEqualTo(CloseReason.UNREGISTERED);
        assertThat(device.heard).isEmpty();
    }

    @Test
    void wakesWhenTheProtocolAskedFor() {
        Desk.Device device = desk.loggedIn("truck");
        device.says("TICK 500");
        assertThat(device.wakeAt).isEqualTo(Desk.NOW.plus(Duration.ofMillis(500)));
        device.conversation.wake();
        assertThat(device.heard).containsExactly("tock");
        assertThat(device.wakeAt).isNull();
    }

    private static List<String> keys(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .map(ProducerRecord::key)
                .toList();
    }

    /** It would send nothing else for the rest of its life: its later records wait behind what nobody can read. */
    @Test
    void whatADeviceInsistsOnIsAcknowledgedInTheEndOnceItsBytesAreKept() {
        for (int connection = 1; connection < Patience.TIMES; connection++) {
            Desk.Device device = desk.loggedIn("truck");
            device.says("STUCK here");
            desk.confirm();
            assertThat(device.heard).isEmpty();
        }
        Desk.Device device = desk.loggedIn("truck");
        device.says("STUCK here");
        assertThat(device.heard).isEmpty();
        assertThat(desk.published.getLast().records().getLast().topic()).isEqualTo(Topics.DEAD_LETTERS.name());
        desk.confirm();
        assertThat(device.heard).containsExactly("ok");

        device.says("STUCK here");
        desk.confirm();
        assertThat(device.heard).containsExactly("ok");
    }

    @Test
    void anotherDamageOrAnotherDeviceBeginsAnew() {
        Desk.Device device = desk.loggedIn("truck");
        Desk.Device other = desk.loggedIn("van");
        List<String> spells = new ArrayList<>(Collections.nCopies(Patience.TIMES - 1, "one"));
        spells.add("two");
        spells.addAll(Collections.nCopies(Patience.TIMES - 1, "one"));
        for (String words : spells) {
            device.says("STUCK " + words);
            other.says("STUCK " + words.replace("two", "three"));
        }
        while (!desk.unconfirmed.isEmpty()) {
            desk.confirm();
        }
        assertThat(device.heard).isEmpty();
        assertThat(other.heard).isEmpty();
    }
}
