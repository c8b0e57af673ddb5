-- What counts against a driver, and the driving it is measured by: with both, a score over any window is a sum.
-- Not partitioned, for the reason of fact_trip_sessions.
CREATE TABLE IF NOT EXISTS fleet.fact_driver_behavior
(
    event_id String COMMENT 'the same for the same event, however often it is computed',
    kind LowCardinality(String) COMMENT 'EXPOSURE, HARSH_BRAKE, HARSH_ACCELERATION, HARSH_CORNERING, OVERSPEED, IDLING, CRASH',
    vehicle_id LowCardinality(String),
    driver_id LowCardinality(String) COMMENT 'empty: nobody known',
    trip_id String COMMENT 'empty: not in a trip',
    at DateTime64(3, 'UTC'),
    value Float64 COMMENT 'the peak, in unit',
    unit LowCardinality(String),
    distance_m Float64 COMMENT 'driven in it (EXPOSURE, OVERSPEED)',
    duration_s Float64,
    severity UInt8 COMMENT '1 minor, 2 major, 3 severe; 0 where it has none',
    source LowCardinality(String) COMMENT 'device or derived',
    lat Nullable(Float64),
    lon Nullable(Float64),
    version UInt64,
    is_deleted UInt8,
    INDEX by_time at TYPE minmax GRANULARITY 1,
    INDEX by_driver driver_id TYPE set(256) GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (vehicle_id, event_id)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE VIEW IF NOT EXISTS fleet.fact_driver_behavior_current AS
SELECT * FROM fleet.fact_driver_behavior FINAL;
