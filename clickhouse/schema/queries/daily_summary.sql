-- What a fleet manager reads in the morning: per vehicle and day (UTC), from the trips that began on it.
WITH
    trips AS
    (
        SELECT
            vehicle_id,
            toDate(started_at, 'UTC') AS day,
            countIf(NOT short) AS trips,
            sum(distance_m) AS distance_m,
            sum(duration_s) AS duration_s,
            sum(idle_s) AS idle_s,
            max(max_speed_kmh) AS max_speed_kmh
        FROM fleet.fact_trip_sessions_current
        WHERE started_at >= {from:DateTime64(3, 'UTC')} AND started_at < {to:DateTime64(3, 'UTC')}
        GROUP BY vehicle_id, day
    ),
    alerts AS
    (
        SELECT vehicle_id, toDate(opened_at, 'UTC') AS day, count() AS alerts
        FROM fleet.fact_alerts_current
        WHERE opened_at >= {from:DateTime64(3, 'UTC')} AND opened_at < {to:DateTime64(3, 'UTC')}
        GROUP BY vehicle_id, day
    ),
    records AS
    (
        SELECT vehicle_id, toDate(hour, 'UTC') AS day, sum(records) AS records, sum(anomalies) AS anomalies
        FROM fleet.rollup_vehicle_hour
        WHERE hour >= {from:DateTime64(3, 'UTC')} AND hour < {to:DateTime64(3, 'UTC')}
        GROUP BY vehicle_id, day
    )
SELECT
    records.vehicle_id AS vehicle_id,
    records.day AS day,
    records.records AS records,
    records.anomalies AS anomalies,
    trips.trips AS trips,
    trips.distance_m AS distance_m,
    trips.duration_s AS duration_s,
    trips.idle_s AS idle_s,
    trips.max_speed_kmh AS max_speed_kmh,
    alerts.alerts AS alerts
FROM records
LEFT JOIN trips ON trips.vehicle_id = records.vehicle_id AND trips.day = records.day
LEFT JOIN alerts ON alerts.vehicle_id = records.vehicle_id AND alerts.day = records.day
ORDER BY day DESC, vehicle_id
LIMIT {limit:UInt32}
