CREATE DATABASE IF NOT EXISTS fleet;

-- Every accepted record of a device, also one without a fix. A record stored twice (a device that sends again, a replay)
-- collapses into one: read through FINAL or fleet.fact_telemetry_current.
--
-- The partition follows from the record alone, so a copy that comes months later finds its original. It is the month
-- within 2024 … 2031 and one partition on either side: 98 at most, below the 100 that one insert may touch, so that no
-- device can make an insert fail by inventing dates.
CREATE TABLE IF NOT EXISTS fleet.fact_telemetry
(
    vehicle_id LowCardinality(String),
    device_id String,
    protocol LowCardinality(String),
    device_time DateTime64(3, 'UTC') COMMENT 'when, by the device''s clock' CODEC(DoubleDelta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') COMMENT 'when, by the gateway''s clock' CODEC(DoubleDelta, ZSTD(1)),
    lat Nullable(Float64) COMMENT 'degrees north, WGS 84',
    lon Nullable(Float64) COMMENT 'degrees east, WGS 84',
    fix_valid Bool COMMENT 'false: no fix, or the last known place',
    rejected LowCardinality(String) COMMENT 'why the fix was not used; empty: it was',
    altitude_m Nullable(Float32),
    speed_kmh Nullable(Float32),
    heading_deg Nullable(Float32),
    satellites Nullable(UInt8),
    accuracy_m Nullable(Float32),
    ignition Nullable(Bool),
    odometer_m Nullable(Float64),
    rpm Nullable(Float32),
    load_pct Nullable(Float32),
    coolant_c Nullable(Float32),
    throttle_pct Nullable(Float32),
    fuel_level_pct Nullable(Float32),
    fuel_rate_lph Nullable(Float32),
    external_v Nullable(Float32),
    battery_v Nullable(Float32),
    accel_x_g Nullable(Float32),
    accel_y_g Nullable(Float32),
    accel_z_g Nullable(Float32),
    hdop Nullable(Float32),
    signals Array(LowCardinality(String)) COMMENT 'what the device itself detected',
    dtcs Array(String) COMMENT 'trouble codes',
    driver_tag String COMMENT 'iButton, RFID or card; empty: none',
    driver_id LowCardinality(String) COMMENT 'empty: nobody known',
    trip_id String COMMENT 'empty: not in a trip',
    anomaly_score Nullable(Float32) COMMENT 'reconstruction error; NULL: not scored',
    anomaly_threshold Nullable(Float32),
    is_anomaly Bool,
    anomaly_top Array(LowCardinality(String)) COMMENT 'the features that explain most of the score',
    model LowCardinality(String) COMMENT 'the model that scored; empty: none',
    late Bool COMMENT 'arrived after younger records of its vehicle',
    attributes Map(LowCardinality(String), String) COMMENT 'what has no column, by the protocol''s own name',
    record_id UInt64 COMMENT 'hash of the content: what makes it the same record',
    stored_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'the newest copy wins',
    INDEX by_device_time device_time TYPE minmax GRANULARITY 1,
    INDEX by_device device_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree(stored_at)
PARTITION BY multiIf(device_time < toDateTime64('2024-01-01', 3, 'UTC'), 0,
                     device_time >= toDateTime64('2032-01-01', 3, 'UTC'), 999999,
                     toYYYYMM(device_time, 'UTC'))
ORDER BY (vehicle_id, device_time, device_id, record_id)
-- Log entries = inserts × partitions, shared by all writers: some hours of one-second checkpoints.
SETTINGS non_replicated_deduplication_window = 50000;

CREATE VIEW IF NOT EXISTS fleet.fact_telemetry_current AS
SELECT * FROM fleet.fact_telemetry FINAL;
