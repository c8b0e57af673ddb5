package io.fleetwire.service.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.event.wire.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** REST speaks the JSON of the whole house: a missing value is absent, times are ISO 8601. */
class HouseJson {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.mapper().copy();
    }
}
