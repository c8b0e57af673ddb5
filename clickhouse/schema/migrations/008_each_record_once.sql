-- A record that comes again changes nothing, however much later it comes: not its row, no roll-up, not the ledger.
--
-- Until now the copy that was stored last won, and every stored copy was counted. The engine recognises a copy as long as
-- it remembers the original; a copy that comes later has no trip, driver or score, and must lose.

-- What makes one copy better than another, from the most to the least significant bits:
--   1 bit   the engine drew conclusions from it (it was neither too late nor of a time that cannot be right)
--   64 bits the revision: a recomputation replaces what was concluded before
--   48 bits the earlier receive time: the original beats its copies
--   3 bits  with a trip, a driver, a score: only where one arrival is concluded twice, since the engine lost its state
ALTER TABLE fleet.fact_telemetry
    ADD COLUMN IF NOT EXISTS revision UInt64 DEFAULT 0
        COMMENT '0: as concluded when it arrived; else which recomputation wrote the row, the highest counts' AFTER record_id,
    ADD COLUMN IF NOT EXISTS version UInt128 MATERIALIZED
        bitShiftLeft(toUInt128(rejected NOT IN ('too-late', 'time-untrusted')), 120)
        + bitShiftLeft(toUInt128(revision), 56)
        + bitShiftLeft(toUInt128(281474976710655
            - greatest(0, least(281474976710655, toUnixTimestamp64Milli(received_at)))), 3)
        + 4 * (trip_id != '') + 2 * (driver_id != '') + (model != '')
        COMMENT 'the best copy wins' AFTER revision,
    COMMENT COLUMN stored_at 'when this copy was stored';

-- The version column of a table cannot be changed, so the rows move to a new one. Moving links files and copies nothing.
-- Rows that are inserted meanwhile are in one table or the other, and each step can be repeated after an interruption:
-- what an interrupted run left in fact_telemetry_moving goes back first, and rows that are there twice collapse.
CREATE TABLE IF NOT EXISTS fleet.fact_telemetry_moving AS fleet.fact_telemetry
ENGINE = ReplacingMergeTree(version)
PARTITION BY multiIf(device_time < toDateTime64('2024-01-01', 3, 'UTC'), 0,
                     device_time >= toDateTime64('2032-01-01', 3, 'UTC'), 999999,
                     toYYYYMM(device_time, 'UTC'))
ORDER BY (vehicle_id, device_time, device_id, record_id)
SETTINGS non_replicated_deduplication_window = 50000;

ALTER TABLE fleet.fact_telemetry ATTACH PARTITION ALL FROM fleet.fact_telemetry_moving;

DROP TABLE fleet.fact_telemetry_moving SYNC;

CREATE TABLE fleet.fact_telemetry_moving AS fleet.fact_telemetry
ENGINE = ReplacingMergeTree(version)
PARTITION BY multiIf(device_time < toDateTime64('2024-01-01', 3, 'UTC'), 0,
                     device_time >= toDateTime64('2032-01-01', 3, 'UTC'), 999999,
                     toYYYYMM(device_time, 'UTC'))
ORDER BY (vehicle_id, device_time, device_id, record_id)
SETTINGS non_replicated_deduplication_window = 50000;

EXCHANGE TABLES fleet.fact_telemetry AND fleet.fact_telemetry_moving;

ALTER TABLE fleet.fact_telemetry ATTACH PARTITION ALL FROM fleet.fact_telemetry_moving;

DROP TABLE fleet.fact_telemetry_moving SYNC;

CREATE OR REPLACE VIEW fleet.fact_telemetry_current AS
SELECT * FROM fleet.fact_telemetry FINAL;

-- The sums per hour and per minute are now those of the rows in force. A sum that is kept while rows arrive cannot take
-- back what a copy or a revision changes; docs/decisions/0012-each-record-once.md has the alternatives and the cost.
DROP VIEW IF EXISTS fleet.to_rollup_vehicle_hour SYNC;

DROP TABLE IF EXISTS fleet.rollup_vehicle_hour SYNC;

CREATE VIEW fleet.rollup_vehicle_hour AS
SELECT
    vehicle_id,
    toStartOfHour(toDateTime(device_time, 'UTC')) AS hour,
    count() AS records,
    countIf(fix_valid AND rejected = '') AS used_fixes,
    countIf(fix_valid AND rejected = '' AND speed_kmh >= 5) AS moving_records,
    countIf(late) AS late_records,
    countIf(is_anomaly) AS anomalies,
    maxIf(speed_kmh, fix_valid AND rejected = '') AS max_speed_kmh,
    min(odometer_m) AS min_odometer_m,
    max(odometer_m) AS max_odometer_m,
    min(device_time) AS first_at,
    max(device_time) AS last_at
FROM fleet.fact_telemetry FINAL
GROUP BY vehicle_id, hour;

DROP VIEW IF EXISTS fleet.to_rollup_ingest_minute SYNC;

DROP TABLE IF EXISTS fleet.rollup_ingest_minute SYNC;

CREATE VIEW fleet.rollup_ingest_minute AS
SELECT
    protocol,
    toStartOfMinute(toDateTime(received_at, 'UTC')) AS minute,
    count() AS records,
    countIf(lat IS NULL) AS without_fix,
    countIf(rejected != '') AS rejected_fixes,
    countIf(late) AS late_records,
    sum(dateDiff('millisecond', device_time, received_at) / 1000) AS sum_age_s,
    max(dateDiff('millisecond', device_time, received_at) / 1000) AS max_age_s
FROM fleet.fact_telemetry FINAL
GROUP BY protocol, minute;

-- The youngest fix of each vehicle; of several copies of its record, the best.
CREATE TABLE IF NOT EXISTS fleet.last_fix
(
    vehicle_id LowCardinality(String),
    device_id String,
    protocol LowCardinality(String),
    device_time DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    lat Float64,
    lon Float64,
    speed_kmh Nullable(Float32),
    heading_deg Nullable(Float32),
    ignition Nullable(Bool),
    odometer_m Nullable(Float64),
    driver_id LowCardinality(String),
    trip_id String,
    anomaly_score Nullable(Float32),
    is_anomaly Bool,
    version UInt256 COMMENT 'the device time in milliseconds, then the version of the record''s row'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY vehicle_id
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_last_fix TO fleet.last_fix AS
SELECT
    vehicle_id,
    device_id,
    protocol,
    device_time,
    received_at,
    assumeNotNull(lat) AS lat,
    assumeNotNull(lon) AS lon,
    speed_kmh,
    heading_deg,
    ignition,
    odometer_m,
    driver_id,
    trip_id,
    anomaly_score,
    is_anomaly,
    bitShiftLeft(toUInt256(greatest(0, toUnixTimestamp64Milli(device_time))), 128) + toUInt256(version) AS version
FROM fleet.fact_telemetry
WHERE fix_valid AND rejected = '' AND lat IS NOT NULL AND lon IS NOT NULL
ORDER BY vehicle_id, version DESC
LIMIT 1 BY vehicle_id;

CREATE TABLE IF NOT EXISTS fleet.last_position AS fleet.last_fix
ENGINE = ReplacingMergeTree(device_time)
ORDER BY vehicle_id;

INSERT INTO fleet.last_fix
SELECT
    vehicle_id, device_id, protocol, device_time, received_at, lat, lon, speed_kmh, heading_deg, ignition, odometer_m,
    driver_id, trip_id, anomaly_score, is_anomaly,
    bitShiftLeft(toUInt256(greatest(0, toUnixTimestamp64Milli(device_time))), 128)
FROM fleet.last_position FINAL;

CREATE OR REPLACE VIEW fleet.vehicle_last_position AS
SELECT * EXCEPT (version) FROM fleet.last_fix FINAL;

DROP VIEW IF EXISTS fleet.to_last_position SYNC;

DROP TABLE IF EXISTS fleet.last_position SYNC;

-- The ledger counts arrivals: each record that was stored, and each that was recognised as a copy. Rows that a
-- recomputation writes are no arrivals.
ALTER TABLE fleet.to_rollup_device_day MODIFY QUERY
SELECT device_id, toDate(received_at, 'UTC') AS day, count() AS stored, toUInt64(0) AS duplicates
FROM fleet.fact_telemetry
WHERE revision = 0
GROUP BY device_id, day;

-- Arrivals that the engine stored without comparing them with what the vehicle sent before: they were older than what it
-- remembers. Whether one was a copy follows from whose row is in force.
CREATE TABLE IF NOT EXISTS fleet.unchecked_arrivals
(
    vehicle_id LowCardinality(String),
    device_id String,
    device_time DateTime64(3, 'UTC') COMMENT 'when, by the device''s clock',
    received_at DateTime64(3, 'UTC') COMMENT 'when, by the gateway''s clock',
    record_id UInt64
)
ENGINE = MergeTree
-- By year, 91 partitions at most, for the reason given in 001.
PARTITION BY least(greatest(toYear(received_at), 2010), 2100)
ORDER BY (toDate(received_at, 'UTC'), vehicle_id, device_time)
TTL toDateTime(received_at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_unchecked_arrivals TO fleet.unchecked_arrivals AS
SELECT vehicle_id, device_id, device_time, received_at, record_id
FROM fleet.fact_telemetry
WHERE revision = 0 AND rejected IN ('too-late', 'time-untrusted');
