package io.fleetwire.service.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairShareTest {

    private final FairShare<String> share = new FairShare<>(3, 5);

    @Test
    void whoComesGetsAPlaceAndTheOldestOfTheUnitGoes() {
        for (String one : new String[] {"a1", "a2", "a3"}) {
            assertThat(share.enter("a", one)).isEmpty();
        }
        assertThat(share.enter("a", "a4")).contains("a1");
        assertThat(share.enter("b", "b1")).isEmpty();
        assertThat(share.held()).isEqualTo(4);
    }

    @Test
    void whereAllIsFullTheHeaviestUnitPays() {
        share.enter("a", "a1");
        share.enter("a", "a2");
        share.enter("a", "a3");
        share.enter("b", "b1");
        share.enter("c", "c1");
        assertThat(share.enter("d", "d1")).contains("a1");
        assertThat(share.held()).isEqualTo(5);
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        share.enter("a", "a1");
        assertThat(share.leave("a", "a1")).isTrue();
        assertThat(share.leave("a", "a1")).isFalse();
        assertThat(share.leave("nobody", "x")).isFalse();
        assertThat(share.held()).isZero();
    }

    @Test
    void whoHasBeenEvictedHoldsNothing() {
        for (int i = 0; i < 1_000; i++) {
            share.enter("a", "a" + i);
        }
        assertThat(share.held()).isEqualTo(3);
        assertThat(share.leave("a", "a0")).isFalse();
        assertThat(share.leave("a", "a999")).isTrue();
    }
}
