package io.fleetwire.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.sim.world.CarState;
import io.fleetwire.sim.world.City;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodeTest {

    private static final long FROM_MS = 1_000_000;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultShowsOnlyWhileItLasts(Fault fault) {
        Episode episode = new Episode(fault, FROM_MS, FROM_MS + 60_000);

        assertThat(episode.show(moment(FROM_MS - 1))).isEqualTo(moment(FROM_MS - 1));
        assertThat(episode.show(moment(FROM_MS + 30_000))).isNotEqualTo(moment(FROM_MS + 30_000));
        assertThat(episode.show(moment(FROM_MS + 60_000))).isEqualTo(moment(FROM_MS + 60_000));
    }

    @Test
    void anOverheatingEngineStaysWithinWhatASensorCanShow() {
        Episode episode = new Episode(Fault.COOLANT_RISE, FROM_MS, FROM_MS + 600_000);

        assertThat(episode.show(moment(FROM_MS + 599_000)).coolantC()).isEqualTo(90 + 34);
    }

    private static CarState moment(long atMs) {
        return new CarState(atMs, City.CENTRE, 50, 90, 0, true, 1e6, 1_500, 40, 25, 90, 60, 13.9);
    }
}
