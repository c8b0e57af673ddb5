-- GET /api/v1/vehicles, /positions after a start, before live positions flow.
SELECT
    vehicle_id, device_id, protocol, device_time AS at, received_at, lat, lon, speed_kmh, heading_deg, ignition,
    odometer_m, driver_id, trip_id, anomaly_score, is_anomaly
FROM fleet.vehicle_last_position
ORDER BY vehicle_id
LIMIT {limit:UInt32}
