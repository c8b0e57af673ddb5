package io.fleetwire.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void everyProtocolHasAPortOfItsOwn() {
        Ports ports = new Ports(0);
        List<Integer> all = new ArrayList<>(ports.gateway().values());
        all.addAll(List.of(
                ports.dashboard(), ports.gatewayHealth(), ports.kafka(), ports.kafkaController(), ports.clickhouse()));
        assertThat(all).as("a protocol's default port that is taken").doesNotHaveDuplicates();
        assertThat(ports.gateway())
                .containsKeys(
                        Protocols.devices().stream().map(ProtocolAdapter::id).toArray(String[]::new))
                .containsEntry("teltonika", 5027)
                .containsEntry("gt06", 5023)
                .containsEntry("obd", 35_000)
                .containsEntry("auto", 5000)
                .containsEntry("mqtt", 1883);
    }

    @Test
    void theOffsetMovesThemAll() {
        assertThat(new Ports(300).gateway()).containsEntry("gt06", 5323).containsEntry("auto", 5300);
        assertThatThrownBy(() -> new Ports(30_001)).hasMessageContaining("--port-offset");
    }

    @Test
    void aDoorIsSomewhereElseOrNowhere() {
        Ports ports = new Ports(100, Map.of("obd", Optional.of(3_500), "jt808", Optional.empty()));
        assertThat(ports.gateway())
                .containsEntry("obd", 3_500)
                .containsEntry("gt06", 5_123)
                .doesNotContainKey("jt808");
        assertThat(ports.only(Set.of("gt06")).gateway()).containsOnlyKeys("gt06");
        assertThatThrownBy(() -> ports.door("jt808")).hasMessageContaining("FLEETWIRE_PORT_JT808");
    }

    @Test
    void whatIsNoPortIsNamed() {
        assertThat(Ports.parse("obd", "off")).isEmpty();
        assertThat(Ports.parse("obd", " 3500 ")).contains(3_500);
        for (String wrong : List.of("0", "65536", "-1", "none", "")) {
            assertThatThrownBy(() -> Ports.parse("obd", wrong)).hasMessageContaining("port of obd");
        }
    }
}
