package io.fleetwire.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderAuditTest {

    private static OrderAudit.Order order(long... deviceTimesMs) {
        OrderAudit.Reader reader = new OrderAudit.Reader();
        LongStream.of(deviceTimesMs).forEach(reader::read);
        return reader.order();
    }

    @Test
    void repetitionsAreCountedAndAllowed() {
        assertThat(order(1, 2, 3, 1, 2, 3, 4)).isEqualTo(new OrderAudit.Order(4, 3, 0));
    }

    @Test
    void whatFirstAppearsBehindAYoungerOneIsReordered() {
        assertThat(order(1, 3, 1, 2, 3)).isEqualTo(new OrderAudit.Order(3, 2, 1));
    }
}
