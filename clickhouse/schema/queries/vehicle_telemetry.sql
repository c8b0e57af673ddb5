-- GET /api/v1/vehicles/{id}/telemetry: the newest rows of a window, oldest first.
SELECT *
FROM
(
    SELECT
        device_time AS at, lat, lon, fix_valid, rejected, speed_kmh, heading_deg, rpm, coolant_c, fuel_level_pct,
        anomaly_score, is_anomaly, ignition, odometer_m, trip_id, driver_id
    FROM fleet.fact_telemetry_current
    WHERE vehicle_id = {vehicle:String}
      AND device_time >= {from:DateTime64(3, 'UTC')}
      AND device_time < {to:DateTime64(3, 'UTC')}
    ORDER BY device_time DESC
    LIMIT {limit:UInt32}
)
ORDER BY at
