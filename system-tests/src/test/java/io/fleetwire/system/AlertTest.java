package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A button pressed in a vehicle is an alert on the screen, in the table and in the API, the same one everywhere. */
@ExtendWith(SharedStack.class)
class AlertTest {

    /** The id of a Teltonika's alarm input. */
    private static final int ALARM_INPUT = 236;

    @Test
    void anSosReachesScreenTableAndApi(Stack stack) throws Exception {
        String imei = "990000200000001";
        TeltonikaDevice device = new TeltonikaDevice(imei, true);
        JsonNode alert;
        try (LiveFeed page = stack.watch();
                Tracker tracker = new Tracker(stack.teltonika())) {
            assertThat(tracker.send(ByteBufUtil.getBytes(device.login())).hear(1))
                    .isEqualTo("01");
            tracker.send(ByteBufUtil.getBytes(device.packet(List.of(new TeltonikaDevice.Sample(Instant.now())
                    .place(52.52, 13.4, 10)
                    .motion(30, 90)
                    .event(ALARM_INPUT)
                    .io(ALARM_INPUT, 1, 1)))));
            assertThat(tracker.hear(4)).isEqualTo("00000001");
            alert = page.await(item -> item.path("rule").asText().equals("sos")
                    && item.path("vehicleId").asText().equals(imei));
        }
        assertThat(alert.path("severity").asText()).isEqualTo("CRITICAL");
        String id = alert.path("id").asText();
        await().atMost(Stack.PATIENCE)
                .until(() -> stack.count("SELECT count() FROM fleet.fact_alerts FINAL WHERE id = '" + id + "'") == 1);
        assertThat(stack.get("/api/v1/alerts?vehicle=" + imei).path("items"))
                .anySatisfy(item -> assertThat(item.path("id").asText()).isEqualTo(id));
    }
}
