package io.fleetwire.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.sim.load.Plan.Packet;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Plan PLAN = new Plan(2_000, 200, 10, 15, 30, 1);

    private static List<Packet> packets(Plan plan, int device) {
        List<Packet> packets = new ArrayList<>();
        plan.packetsOf(device, 1).forEachRemaining(packets::add);
        return packets;
    }

    private static List<Packet> all(Plan plan) {
        List<Packet> packets = new ArrayList<>();
        for (int device = 0; device < plan.devices(); device++) {
            packets.addAll(packets(plan, device));
        }
        return packets;
    }

    private static long records(List<Packet> packets) {
        return packets.stream().mapToLong(packet -> packet.recordsMs().size()).sum();
    }

    @Test
    void theSameSeedOffersTheSameLoadAndEachDeviceItsOwn() {
        assertThat(packets(PLAN, 7)).isEqualTo(packets(PLAN, 7)).isNotEqualTo(packets(PLAN, 8));
        assertThat(packets(new Plan(2_000, 200, 10, 15, 30, 2), 7)).isNotEqualTo(packets(PLAN, 7));
    }

    @Test
    void theRateIsWhatWasAskedForInEveryTenSeconds() {
        List<Packet> all = all(PLAN);
        assertThat(records(all)).isCloseTo(45 * 2_000, Percentage.withPercentage(2));
        for (int from = 0; from < 40; from += 10) {
            long fromNs = from * 1_000_000_000L;
            List<Packet> slice = all.stream()
                    .filter(packet -> packet.dueNs() >= fromNs && packet.dueNs() < fromNs + 10_000_000_000L)
                    .toList();
            assertThat(records(slice)).isCloseTo(20_000, Percentage.withPercentage(5));
        }
    }

    /** Of exponential gaps, 1 − 1/e are shorter than the mean; of equal ones with jitter, half. */
    @Test
    void arrivalsAreThoseOfAPoissonProcess() {
        List<Packet> packets = packets(new Plan(1_000, 1, 1, 0, 20, 3), 0);
        double meanNs = packets.getLast().dueNs() / (double) packets.size();
        long shorter = 0;
        for (int i = 1; i < packets.size(); i++) {
            if (packets.get(i).dueNs() - packets.get(i - 1).dueNs() < meanNs) {
                shorter++;
            }
        }
        assertThat(shorter / (double) packets.size()).isCloseTo(1 - 1 / Math.E, within(0.02));
    }

    @Test
    void packetsHaveOneToTheMostRecordsAndTheirTimesNeverRepeat() {
        for (int device = 0; device < 20; device++) {
            List<Packet> packets = packets(PLAN, device);
            assertThat(packets).extracting(packet -> packet.recordsMs().size()).contains(1, 10);
            assertThat(packets)
                    .allMatch(packet ->
                            !packet.recordsMs().isEmpty() && packet.recordsMs().size() <= 10);
            assertThat(packets.stream().flatMap(packet -> packet.recordsMs().stream()))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aClockThatShowsSecondsTellsEveryRecordASecondOfItsOwn() {
        List<Packet> packets = new ArrayList<>();
        new Plan(10, 20, 1, 0, 60, 1).packetsOf(3, 1_000).forEachRemaining(packets::add);

        assertThat(packets).hasSizeGreaterThan(10);
        assertThat(packets.stream().flatMap(packet -> packet.recordsMs().stream()))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(ms -> ms >= 0 && ms % 1_000 == 0);
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Plan(0, 1, 1, 0, 1, 1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Plan(1, Plan.MOST_DEVICES + 1, 1, 0, 1, 1)).hasMessageContaining("devices");
        assertThatThrownBy(() -> new Plan(1, 1, 256, 0, 1, 1)).hasMessageContaining("packet");
        assertThatThrownBy(() -> new Plan(1, 1, 1, 0, 0, 1)).hasMessageContaining("second");
    }
}
