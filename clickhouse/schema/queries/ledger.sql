-- GET /api/v1/ledger: what arrived of each device's records, by the days on which the gateways received them. An arrival is
-- a duplicate where the engine recognised it, or where the row in force is that of another arrival of the same record.
WITH
    unchecked AS
    (
        SELECT vehicle_id, device_id, device_time, received_at, record_id
        FROM fleet.unchecked_arrivals
        WHERE toDate(received_at, 'UTC') >= toDate({from:DateTime64(3, 'UTC')}, 'UTC')
          AND toDate(received_at, 'UTC') <= toDate({to:DateTime64(3, 'UTC')}, 'UTC')
    ),
    copies AS
    (
        SELECT device_id, count() AS copies
        FROM unchecked
        LEFT ANTI JOIN
        (
            -- Like FINAL, of these records alone.
            SELECT vehicle_id, device_id, device_time, argMax(t.received_at, t.version) AS received_at, record_id
            FROM fleet.fact_telemetry AS t
            WHERE (vehicle_id, device_time) IN (SELECT vehicle_id, device_time FROM unchecked)
            GROUP BY vehicle_id, device_id, device_time, record_id
        ) AS in_force USING (vehicle_id, device_id, device_time, received_at, record_id)
        GROUP BY device_id
    ),
    arrivals AS
    (
        SELECT device_id, sum(r.stored) AS stored, sum(r.duplicates) AS duplicates
        FROM fleet.rollup_device_day AS r
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}, 'UTC') AND day <= toDate({to:DateTime64(3, 'UTC')}, 'UTC')
        GROUP BY device_id
    )
SELECT
    arrivals.device_id AS device_id,
    arrivals.stored - copies.copies AS stored,
    arrivals.duplicates + copies.copies AS duplicates
FROM arrivals
LEFT JOIN copies ON copies.device_id = arrivals.device_id
ORDER BY device_id
LIMIT {limit:UInt32}
