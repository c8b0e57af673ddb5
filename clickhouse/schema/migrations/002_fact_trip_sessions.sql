-- One row per revision of a trip; FINAL gives the newest, and nothing where a revision found that the trip never was.
-- Not partitioned: late records may move a trip's start, and only rows of one partition replace each other.
CREATE TABLE IF NOT EXISTS fleet.fact_trip_sessions
(
    trip_id String,
    vehicle_id LowCardinality(String),
    driver_id LowCardinality(String) COMMENT 'empty: nobody known',
    state Enum8('OPEN' = 1, 'CLOSED' = 2),
    started_at DateTime64(3, 'UTC'),
    ended_at Nullable(DateTime64(3, 'UTC')),
    start_lat Float64,
    start_lon Float64,
    end_lat Nullable(Float64),
    end_lon Nullable(Float64),
    distance_m Float64,
    duration_s Float64,
    idle_s Float64 COMMENT 'engine on, standing',
    max_speed_kmh Float32,
    end_reason LowCardinality(String) COMMENT 'IGNITION_OFF, STANDSTILL, GAP, DRIVER; empty: it lasts',
    short Bool COMMENT 'below the minimum distance or duration',
    version UInt64,
    is_deleted UInt8,
    INDEX by_start started_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (vehicle_id, trip_id)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE VIEW IF NOT EXISTS fleet.fact_trip_sessions_current AS
SELECT * FROM fleet.fact_trip_sessions FINAL;
