-- What drivers' apps reported, as they said it: trips, orders and stops are the app's own. The same report again is the same row.
CREATE TABLE IF NOT EXISTS fleet.fact_app_events
(
    event_id String,
    vehicle_id LowCardinality(String),
    device_id String COMMENT 'empty: the event names only the driver',
    driver_id LowCardinality(String) COMMENT 'empty: nobody known',
    kind LowCardinality(String) COMMENT 'TRIP_START … BREAK_END, SHIFT_START … CHECKLIST',
    at DateTime64(3, 'UTC'),
    trip_id String,
    order_id String,
    stop_id String,
    lat Nullable(Float64),
    lon Nullable(Float64),
    note String,
    received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (vehicle_id, at, event_id)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE VIEW IF NOT EXISTS fleet.fact_app_events_current AS
SELECT * FROM fleet.fact_app_events FINAL;
