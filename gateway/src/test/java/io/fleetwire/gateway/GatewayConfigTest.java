package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import io.fleetwire.gateway.testing.LineAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

    private static final List<ProtocolAdapter<?>> PROTOCOLS = List.of(new TeltonikaAdapter(), new LineAdapter());

    @Test
    void withoutSettingsItListensOnLoopbackOnTheUsualPorts() {
        GatewayConfig config = GatewayConfig.from(Map.of(), PROTOCOLS);
        assertThat(config.listen()).isEqualTo("127.0.0.1");
        assertThat(config.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(config.devicePorts()).isEqualTo(Map.of("teltonika", 5027, "line", 7000, "auto", 5000));
        assertThat(config.tlsPorts()).isEmpty();
        assertThat(config.tls()).isNull();
        assertThat(config.mqtt().ports()).containsExactly(Map.entry("mqtt", 1883));
        assertThat(config.admission().adopt()).isFalse();
        assertThat(config.fromElsewhere()).isEqualTo(FromElsewhere.REPLACE);
    }

    @Test
    void everyProtocolsPortCanBeSetOrTurnedOff() {
        GatewayConfig config = GatewayConfig.from(
                Map.of(
                        "FLEETWIRE_PORT_TELTONIKA", "off",
                        "FLEETWIRE_PORT_LINE", " 7001 ",
                        "FLEETWIRE_PORT_MQTT", "off",
                        "FLEETWIRE_ADOPT", "true",
                        "FLEETWIRE_SECOND_SESSION", "refuse"),
                PROTOCOLS);
        assertThat(config.devicePorts()).isEqualTo(Map.of("line", 7001, "auto", 5000));
        assertThat(config.mqtt().isOn()).isFalse();
        assertThat(config.admission().adopt()).isTrue();
        assertThat(config.fromElsewhere()).isEqualTo(FromElsewhere.REFUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "FLEETWIRE_PORT_LINE, 70000",
        "FLEETWIRE_PORT_AUTO, 0",
        "FLEETWIRE_MAX_CONNECTIONS, many",
        "FLEETWIRE_SECOND_SESSION, perhaps"
    })
    void whatIsWrongIsNamed(String variable, String value) {
        assertThatThrownBy(() -> GatewayConfig.from(Map.of(variable, value), PROTOCOLS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }
}
