-- Whether what the gateways confirmed has arrived: each record of a device ends as a row of fact_telemetry or as one of
-- fact_duplicates, and both are summed by the day the gateway received it. fleet.ledger on Kafka has the other side.

-- A record that had a row already: a device that sends again what was not acknowledged, or not in time.
CREATE TABLE IF NOT EXISTS fleet.fact_duplicates
(
    vehicle_id LowCardinality(String),
    device_id String,
    protocol LowCardinality(String),
    device_time DateTime64(3, 'UTC') COMMENT 'when, by the device''s clock',
    received_at DateTime64(3, 'UTC') COMMENT 'when this copy came, by the gateway''s clock',
    record_id UInt64 COMMENT 'that of the row it is a copy of'
)
ENGINE = MergeTree
-- By year, 91 partitions at most, for the reason given in 001.
PARTITION BY least(greatest(toYear(received_at), 2010), 2100)
ORDER BY (device_id, received_at)
TTL toDateTime(received_at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 50000;

CREATE TABLE IF NOT EXISTS fleet.rollup_device_day
(
    device_id String,
    day Date COMMENT 'UTC, by the gateway''s clock',
    stored SimpleAggregateFunction(sum, UInt64) COMMENT 'rows of fact_telemetry',
    duplicates SimpleAggregateFunction(sum, UInt64) COMMENT 'rows of fact_duplicates'
)
ENGINE = AggregatingMergeTree
PARTITION BY least(greatest(toYear(day), 2010), 2100)
ORDER BY (day, device_id)
SETTINGS non_replicated_deduplication_window = 50000;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.to_rollup_device_day TO fleet.rollup_device_day AS
SELECT device_id, toDate(received_at, 'UTC') AS day, count() AS stored, toUInt64(0) AS duplicates
FROM fleet.fact_telemetry
GROUP BY device_id, day;

CREATE MATERIALIZED VIEW IF NOT EXISTS fleet.duplicates_to_rollup_device_day TO fleet.rollup_device_day AS
SELECT device_id, toDate(received_at, 'UTC') AS day, toUInt64(0) AS stored, count() AS duplicates
FROM fleet.fact_duplicates
GROUP BY device_id, day;
