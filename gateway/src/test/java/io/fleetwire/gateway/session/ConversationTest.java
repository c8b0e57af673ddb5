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

    private final Desk dispatcher = Desk.adopting();

    @Test
    void nothingThatMeansStoredLeavesBeforeKafkaConfirmed() {
        Desk.Device device = dispatcher.loggedIn("truck");

        device.says("P 3");
        assertThat(device.heard).isEmpty();

        dispatcher.confirm();
        assertThat(device.heard).containsExactly("3");
    }

    private static Desk watching(FromElsewhere policy) {
        return new Desk(true, policy, new Pins.Settings(Pins.Policy.FLAG, Set.of(Pins.Trait.SESSION)));
    }

    private static double counted(Desk dispatcher, String counter) {
        return dispatcher.meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aDatagramFromElsewhereIsFlaggedAndByPolicyRefusedWhileTheDeviceIsConnected() {
        Desk dispatcher = watching(FromElsewhere.REFUSE);
        Desk.Device connected = dispatcher.loggedIn("truck");
        Desk.Device thief = dispatcher.datagramFrom("198.51.100.7");
        thief.says("ID truck");
        assertThat(thief.heard).containsExactly("no");
        assertThat(counted(dispatcher, "fleetwire.gateway.sessions.foreign")).isOne();
        assertThat(counted(dispatcher, "fleetwire.gateway.flags")).isOne();
        assertThat(counted(dispatcher, "fleetwire.gateway.refused")).isOne();
        assertThat(connected.closed).isNull();

        Desk.Device itself = dispatcher.datagramFrom("192.0.2.9");
        itself.says("ID truck");
        assertThat(itself.heard).containsExactly("yes");
    }

    @Test
    void datagramsFromTwoNetworksAreASecondSessionUntilTheFirstIsSilent() {
        Desk dispatcher = watching(FromElsewhere.REFUSE);
        RegistryFeed feed = new RegistryFeed(dispatcher.registry);
        feed.put(Desk.entry("truck", "truck", ConfigEntry.Device.Status.ACTIVE));
        dispatcher.datagramFrom("192.0.2.1").says("ID truck");
        Desk.Device thief = dispatcher.datagramFrom("198.51.100.7");
        thief.says("ID truck");
        assertThat(thief.heard).containsExactly("no");

        dispatcher.now = dispatcher.now.plus(LiveSessions.DATAGRAMS_LIVE);
        Desk.Device moved = dispatcher.datagramFrom("198.51.100.7");
        moved.says("ID truck");
        assertThat(moved.heard).containsExactly("yes");
    }

    /** A datagram's sender is not proven, so it must not be able to end or keep out a connection. */
    @Test
    void aDatagramNeverClosesAConnectionOrKeepsOneOut() {
        Desk dispatcher = watching(FromElsewhere.REPLACE);
        Desk.Device connected = dispatcher.loggedIn("truck");
        Desk.Device elsewhere = dispatcher.datagramFrom("198.51.100.7");
        elsewhere.says("ID truck");
        assertThat(elsewhere.heard).containsExactly("yes");
        assertThat(counted(dispatcher, "fleetwire.gateway.sessions.foreign")).isOne();
        assertThat(connected.closed).isNull();
    }

    @Test
    void repliesKeepTheOrderOfTheFramesWhateverTheOrderOfTheConfirmations() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");
        device.says("BAD");

        dispatcher.unconfirmed.removeLast().complete(null);
        dispatcher.unconfirmed.removeLast().complete(null);
        assertThat(device.heard).isEmpty();

        dispatcher.confirm();
        assertThat(device.heard).containsExactly("1", "2", "bad");
    }

    @Test
    void aReplyThatPromisesNothingDoesNotWait() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        device.says("HELLO");
        assertThat(device.heard).containsExactly("hi");
    }

    @Test
    void whatKafkaDoesNotConfirmClosesTheConnectionWithoutAWord() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");
        device.says("P 3");

        dispatcher.confirm();
        dispatcher.fail();
        dispatcher.confirm(); // of the third: too late, the second is missing

        assertThat(device.heard).containsExactly("1");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
    }

    @Test
    void aFailureBehindAnUnansweredFrameWaitsForItsTurn() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 1");
        device.says("P 2");

        dispatcher.unconfirmed.removeLast().completeExceptionally(new IllegalStateException("Kafka is away"));
        assertThat(device.closed).isNull();

        dispatcher.confirm();
        assertThat(device.heard).containsExactly("1");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
    }

    @Test
    void closesAfterTheRepliesThatAreOwed() {
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("P 7");
        device.says("BYE");
        device.says("P 8"); // behind the farewell: not heard any more

        assertThat(device.closed).isNull();
        assertThat(device.reading).isFalse();
        assertThat(dispatcher.unconfirmed).hasSize(1);
        dispatcher.confirm();
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
        Desk.Device device = dispatcher.connect("192.0.2.1");
        device.says("BAD");
        device.says("P 2");
        assertThat(dispatcher.published).isEmpty();
        assertThat(device.heard).isEmpty();
    }

    @Test
    void nothingOfAnAdoptedDeviceIsAcknowledgedBeforeItsRegistrationIsStored() {
        Desk.Device device = dispatcher.connect("192.0.2.1");
        device.says("ID truck");
        device.says("P 1");
        assertThat(device.heard).containsExactly("yes");
        assertThat(keys(dispatcher.published)).containsExactly("device/truck", "truck");

        dispatcher.unconfirmed.removeLast().complete(null); // the record, not yet the registration
        assertThat(device.heard).containsExactly("yes");

        dispatcher.confirm();
        assertThat(device.heard).containsExactly("yes", "1");
    }

    @Test
    void anAdoptionThatIsNotStoredClosesTheConnectionAndIsForgotten() {
        Desk.Device device = dispatcher.connect("192.0.2.1");
        device.says("ID truck");
        device.says("P 1");

        dispatcher.fail();
        dispatcher.confirm();

        assertThat(device.heard).containsExactly("yes");
        assertThat(device.closed).isEqualTo(CloseReason.NOT_STORED);
        assertThat(dispatcher.registry.find("truck")).isNull();
    }

    @Test
    void aSecondSessionFromTheSameNetworkReplacesTheFirst() {
        Desk.Device first = dispatcher.loggedIn("truck");
        Desk.Device second = dispatcher.connect("192.0.2.200");
        second.says("ID truck");

        assertThat(first.closed).isEqualTo(CloseReason.REPLACED);
        assertThat(second.heard).containsExactly("yes");
        assertThat(dispatcher
                        .meters
                        .get("fleetwire.gateway.sessions.foreign")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void aSecondSessionFromElsewhereIsFlaggedAndReplacesTheFirst() {
        Desk.Device first = dispatcher.loggedIn("truck");
        Desk.Device second = dispatcher.connect("198.51.100.7");
        second.says("ID truck");

        assertThat(first.closed).isEqualTo(CloseReason.REPLACED);
        assertThat(second.closed).isNull();
        assertThat(dispatcher
                        .meters
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
        Desk.Device device = dispatcher.loggedIn("truck");
        int frames = 0;
        while (device.reading) {
            device.says("P 10");
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(ReplyGate.MAX_RECORDS / 10 + 1);
        assertThat(dispatcher.published.stream().mapToLong(Batch::bytes).sum())
                .isLessThan(ReplyGate.MAX_BYTES + dispatcher.published.getLast().bytes() * 2);

        dispatcher.confirm();
        assertThat(device.reading).isFalse(); // one frame less is not enough: reading must not flutter

        while (!device.reading) {
            dispatcher.confirm();
        }
        assertThat(dispatcher.unconfirmed).hasSizeBetween(frames / 2 - 2, frames / 2 + 2);
    }

    @Test
    void whatTheRegistrySaysNowCounts() {
        Desk.Device device = dispatcher.loggedIn("truck");
        new RegistryFeed(dispatcher.registry).put(Desk.entry("truck", "VAN-7", ConfigEntry.Device.Status.ACTIVE));
        device.says("P 1");
        assertThat(dispatcher.published.getLast().records().getFirst().key()).isEqualTo("VAN-7");

        new RegistryFeed(dispatcher.registry).put(Desk.entry("truck", "VAN-7", ConfigEntry.Device.Status.DISABLED));
        device.says("P 1");
        assertThat(device.closed).isEqualTo(CloseReason.UNREGISTERED);
        assertThat(device.heard).isEmpty();
    }

    @Test
    void wakesWhenTheProtocolAskedFor() {
        Desk.Device device = dispatcher.loggedIn("truck");
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
        for (int connection = 1; connection < PoisonPacketPolicy.TIMES; connection++) {
            Desk.Device device = dispatcher.loggedIn("truck");
            device.says("STUCK here");
            dispatcher.confirm();
            assertThat(device.heard).isEmpty();
        }
        Desk.Device device = dispatcher.loggedIn("truck");
        device.says("STUCK here");
        assertThat(device.heard).isEmpty();
        assertThat(dispatcher.published.getLast().records().getLast().topic()).isEqualTo(Topics.DEAD_LETTERS.name());
        dispatcher.confirm();
        assertThat(device.heard).containsExactly("ok");

        device.says("STUCK here");
        dispatcher.confirm();
        assertThat(device.heard).containsExactly("ok");
    }

    @Test
    void anotherDamageOrAnotherDeviceBeginsAnew() {
        Desk.Device device = dispatcher.loggedIn("truck");
        Desk.Device other = dispatcher.loggedIn("van");
        List<String> spells = new ArrayList<>(Collections.nCopies(PoisonPacketPolicy.TIMES - 1, "one"));
        spells.add("two");
        spells.addAll(Collections.nCopies(PoisonPacketPolicy.TIMES - 1, "one"));
        for (String words : spells) {
            device.says("STUCK " + words);
            other.says("STUCK " + words.replace("two", "three"));
        }
        while (!dispatcher.unconfirmed.isEmpty()) {
            dispatcher.confirm();
        }
        assertThat(device.heard).isEmpty();
        assertThat(other.heard).isEmpty();
    }
}
