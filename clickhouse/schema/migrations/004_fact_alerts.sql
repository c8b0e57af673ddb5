-- One row per state of an alert; FINAL gives the newest: a closed alert replaces its open one.
CREATE TABLE IF NOT EXISTS fleet.fact_alerts
(
    id String COMMENT 'the same for the same episode, however often it is computed',
    rule LowCardinality(String),
    severity Enum8('INFO' = 1, 'WARNING' = 2, 'CRITICAL' = 3),
    state Enum8('OPEN' = 1, 'CLOSED' = 2),
    vehicle_id LowCardinality(String),
    driver_id LowCardinality(String) COMMENT 'empty: nobody known',
    opened_at DateTime64(3, 'UTC'),
    closed_at Nullable(DateTime64(3, 'UTC')),
    late Bool COMMENT 'raised from records that arrived after their time',
    lat Nullable(Float64),
    lon Nullable(Float64),
    measures Map(LowCardinality(String), Float64) COMMENT 'by name with unit, such as speedKmh',
    message String,
    version UInt64,
    is_deleted UInt8 COMMENT '1: late records showed that it never was',
    INDEX by_time opened_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (vehicle_id, id)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE VIEW IF NOT EXISTS fleet.fact_alerts_current AS
SELECT * FROM fleet.fact_alerts FINAL;
