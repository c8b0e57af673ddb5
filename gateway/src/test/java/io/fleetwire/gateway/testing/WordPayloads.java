package io.fleetwire.gateway.testing;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message form whose telemetry is a number: the time of one record. */
public final class WordPayloads implements PayloadAdapter {

    private static final Pattern TOPIC = Pattern.compile("words/([^/]+)/(telemetry|status)");

    @Override
    public String id() {
        return "words";
    }

    @Override
    public @Nullable Route route(String topic) {
        Matcher matcher = TOPIC.matcher(topic);
        return matcher.matches()
                ? new Route(matcher.group(1), matcher.group(2), matcher.group(2).equals("status"))
                : null;
    }

    @Override
    public List<VehicleEvent> receive(Route route, byte[] payload, Instant receivedAt) throws Malformed {
        String text = new String(payload, StandardCharsets.UTF_8);
        if (route.channel().equals("status")) {
            return List.of();
        }
        if (text.equals("crash")) {
            throw new IllegalStateException("a defect of the adapter");
        }
        try {
            return List.of(Telemetry.builder(route.deviceId(), id(), Long.parseLong(text))
                    .build());
        } catch (NumberFormatException e) {
            throw new Malformed("not a number");
        }
    }
}
