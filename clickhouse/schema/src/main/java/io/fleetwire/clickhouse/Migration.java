package io.fleetwire.clickhouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One step of the schema: a file {@code migrations/NNN_what.sql}. Each statement in it can be run twice, because a step
 * may be interrupted.
 */
record Migration(int version, String name, String sql) {
    /** All steps in order; a new one is a file and a line here. */
    static final List<String> FILES = List.of(
            "001_fact_telemetry",
            "002_fact_trip_sessions",
            "003_fact_driver_behavior",
            "004_fact_alerts",
            "005_rollups",
            "006_vehicle_last_position",
            "007_ledger",
            "008_each_record_once",
            "009_trip_distance",
            "010_app_events");

    private static final int VERSION_DIGITS = 3;

    static List<Migration> all() {
        return FILES.stream().map(Migration::read).toList();
    }

    private static Migration read(String file) {
        int version = Integer.parseInt(file.substring(0, VERSION_DIGITS));
        return new Migration(version, file, SqlFiles.read("migrations/" + file + ".sql"));
    }

    List<String> statements() {
        return SqlFiles.statements(sql);
    }

    /** SHA-256 of the text. */
    String checksum() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
