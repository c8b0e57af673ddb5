package io.fleetwire.event.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** JSON as the whole stack writes it: a missing value is absent, times are ISO 8601, unknown fields are skipped (fields may be added). */
public final class Json {

    /** Deepest nesting that is read: ours have three levels, OwnTracks' waypoints five. */
    private static final int MAX_DEPTH = 32;

    /** Longest string that is read: a dead letter of 64 KiB as Base64, with room. */
    private static final int MAX_STRING = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // The JDK's immutable maps iterate in another order in every process; the same event must give the same
            // bytes.
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /** The shared mapper; it is immutable. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Records of this type, mapped field by field. */
    public static <T> WireFormat<T> of(Class<T> type) {
        return new WireFormat<>() {
            @Override
            public byte[] encode(T value) {
                try {
                    return MAPPER.writerFor(type).writeValueAsBytes(value);
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public T decode(byte[] bytes) throws MalformedEventException {
                try {
                    T value = MAPPER.readValue(bytes, type);
                    if (value == null) {
                        throw new MalformedEventException("the value is null");
                    }
                    requireComponents(value);
                    return value;
                } catch (IOException e) {
                    throw new MalformedEventException(reason(e));
                }
            }
        };
    }

    /** Jackson cannot tell a component that may be absent from one that must be there; the annotation can. */
    private static void requireComponents(Object value) throws MalformedEventException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components == null) {
            return;
        }
        for (RecordComponent component : components) {
            try {
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        && component.getAccessor().invoke(value) == null) {
                    throw new MalformedEventException(component.getName() + " is required");
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is wrong, in one line that names the field. */
    public static String reason(IOException e) {
        return JsonReason.of(e);
    }
}
