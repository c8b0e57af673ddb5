package io.fleetwire.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.sim.load.Group;
import io.fleetwire.sim.load.Uplink;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixTest {

    @Test
    void theGroupsShareTheDevicesAndTheRate() {
        List<Group> groups = new Mix(200, 2_000, 20, 21, 60, 1).groups();

        assertThat(groups)
                .extracting(Group::uplink)
                .containsExactly(Uplink.TELTONIKA, Uplink.MQTT_QOS_1, Uplink.MQTT_QOS_2, Uplink.GT06);
        assertThat(groups).extracting(Group::devices).containsExactly(159, 11, 10, 20);
        assertThat(groups).extracting(Group::first).containsExactly(0, 159, 170, 180);
        assertThat(groups.stream().mapToInt(group -> group.plan().rate()).sum()).isBetween(1_998, 2_002);
        assertThat(groups.getLast().plan().rate())
                .as("a record every two seconds")
                .isEqualTo(10);
    }

    @Test
    void whatNobodySpeaksIsLeftOut() {
        assertThat(new Mix(3, 30, 0, 0, 60, 1).groups())
                .extracting(Group::uplink)
                .containsExactly(Uplink.TELTONIKA);
        assertThat(new Mix(3, 30, 1, 1, 60, 1).groups())
                .extracting(Group::uplink)
                .containsExactly(Uplink.TELTONIKA, Uplink.MQTT_QOS_1, Uplink.GT06);
        assertThat(new Mix(2, 30, 2, 0, 60, 1).groups())
                .extracting(Group::uplink)
                .containsExactly(Uplink.GT06);
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> new Mix(10, 100, 6, 5, 60, 1)).hasMessageContaining("10 devices");
    }
}
