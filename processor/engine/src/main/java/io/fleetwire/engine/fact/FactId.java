package io.fleetwire.engine.fact;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of conclusions: the same for the same thing, so that computing it again revises it instead of doubling it. */
public final class FactId {

    private FactId() {}

    /** The id of what {@code kind}, vehicle, subject and beginning identify: a name-based UUID (RFC 9562, version 3). */
    public static String of(String kind, String vehicleId, String subject, long sinceMs) {
        String name = kind + '\n' + vehicleId + '\n' + subject + '\n' + sinceMs;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
