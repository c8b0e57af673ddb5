package io.fleetwire.service.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.event.wire.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * REST speaks the JSON of the whole stack: a missing value is absent, times are ISO 8601. A name that comes twice is refused: what one reader takes from the
 * first and another from the second is a way around every check.
 */
class ApiJson {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper()
                .rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
