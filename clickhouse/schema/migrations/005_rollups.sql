-- Sums that are kept while records arrive. Each target has a deduplication window of its own: without it a replayed
-- insert, dropped by fact_telemetry, would be counted here a second time. By year, 91 partitions at most, for the reason
-- given in 001.

CREATE TABLE IF NOT EXISTS fleet.rollup_vehicle_hour
(
    vehicle_id LowCardinality(String),
    hour DateTime('UTC') COMMENT 'by the device''s clock',
    records SimpleAggregateFunction(sum, UInt64),
    used_fixes SimpleAggregateFunction(sum, UInt64),
    moving_records SimpleAggregateFunction(sum, UInt64) COMMENT 'at 5 km/h or more',
    late_records SimpleAggregateFunction(sum, UInt64),
    anomalies SimpleAggregateFunction(sum, UInt64),
    max_speed_kmh SimpleAggregateFunction(max, Nullable(Float32)),
    min_odometer_m SimpleAggregateFunction(min, Nullable(Float64)),
    max_odometer_m SimpleAggregateFunction(max, Nullable(Float64)) COMMENT 'minus the least: metres driven',
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
PARTITION BY least(greatest(toYear(hour), 2010), 2100)
ORDER BY (vehicle_id, hour)
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_rollup_vehicle_hour TO fleet.rollup_vehicle_hour AS
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
FROM fleet.fact_telemetry
GROUP BY vehicle_id, hour;

CREATE TABLE IF NOT EXISTS fleet.rollup_ingest_minute
(
    protocol LowCardinality(String),
    minute DateTime('UTC') COMMENT 'by the gateway''s clock',
    records SimpleAggregateFunction(sum, UInt64),
    without_fix SimpleAggregateFunction(sum, UInt64),
    rejected_fixes SimpleAggregateFunction(sum, UInt64),
    late_records SimpleAggregateFunction(sum, UInt64),
    sum_age_s SimpleAggregateFunction(sum, Float64) COMMENT 'received minus device time; over records: the mean age',
    max_age_s SimpleAggregateFunction(max, Float64)
)
ENGINE = AggregatingMergeTree
PARTITION BY least(greatest(toYear(minute), 2010), 2100)
ORDER BY (protocol, minute)
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_rollup_ingest_minute TO fleet.rollup_ingest_minute AS
SELECT
    protocol,
    toStartOfMinute(toDateTime(received_at, 'UTC')) AS minute,
    count() AS records,
    countIf(lat IS NULL) AS without_fix,
    countIf(rejected != '') AS rejected_fixes,
    countIf(late) AS late_records,
    sum(dateDiff('millisecond', device_time, received_at) / 1000) AS sum_age_s,
    max(dateDiff('millisecond', device_time, received_at) / 1000) AS max_age_s
FROM fleet.fact_telemetry
GROUP BY protocol, minute;
