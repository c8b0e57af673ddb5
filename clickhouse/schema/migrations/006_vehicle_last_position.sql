-- The youngest fix of each vehicle, kept while records arrive: as small as the fleet. A late record does not win, its
-- device time is the version.
CREATE TABLE IF NOT EXISTS fleet.last_position
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
    is_anomaly Bool
)
ENGINE = ReplacingMergeTree(device_time)
ORDER BY vehicle_id
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_last_position TO fleet.last_position AS
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
    is_anomaly
FROM fleet.fact_telemetry
WHERE fix_valid AND rejected = '' AND lat IS NOT NULL AND lon IS NOT NULL
ORDER BY vehicle_id, device_time DESC
LIMIT 1 BY vehicle_id;

CREATE VIEW IF NOT EXISTS fleet.vehicle_last_position AS
SELECT * FROM fleet.last_position FINAL;
