package io.fleetwire.service.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.MalformedEventException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a screen may say: {@code {"token":"…"?,"subscribe":{"bbox":[w,s,e,n]?,"vehicles":[…]?,"alerts":true},"since":SEQ?}}. */
record ClientMessage(
        @Nullable String token, Filter filter, @Nullable Long since) {

    private record Message(
            @Nullable String token,
            @Nullable Subscribe subscribe,
            @Nullable Long since) {}

    private record Subscribe(
            @Nullable List<@Nullable Double> bbox,
            @Nullable Set<@Nullable String> vehicles,
            @Nullable Boolean alerts) {}

    /** So that no token gets into a log. */
    @Override
    public String toString() {
        return filter + " since " + since;
    }

    static ClientMessage read(String text) throws MalformedEventException {
        try {
            Message message = Json.mapper().readValue(text, Message.class);
            Subscribe wanted = message == null ? null : message.subscribe();
            if (wanted == null) {
                throw new MalformedEventException("the first message is {\"subscribe\":{…}}");
            }
            Filter filter = new Filter(
                    wanted.bbox() == null ? null : Filter.Box.of(wanted.bbox()),
                    wanted.vehicles() == null ? null : ids(wanted.vehicles()),
                    !Boolean.FALSE.equals(wanted.alerts()));
            return new ClientMessage(message.token(), filter, message.since());
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(Json.reason(e));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> ids(Set<@Nullable String> given) {
        Set<String> ids = new HashSet<>();
        for (String id : given) {
            if (id == null) {
                throw new IllegalArgumentException("vehicles: null is no id");
            }
            ids.add(id);
        }
        return Set.copyOf(ids);
    }
}
