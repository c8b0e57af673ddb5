-- GET /api/v1/trips: newest first; an empty vehicle or driver stands for any.
SELECT
    trip_id, vehicle_id, driver_id, state, started_at, ended_at, start_lat, start_lon, end_lat, end_lon, distance_m,
    duration_s, idle_s, max_speed_kmh, end_reason, short,
    version
FROM fleet.fact_trip_sessions_current
WHERE ({vehicle:String} = '' OR vehicle_id = {vehicle:String})
  AND ({driver:String} = '' OR driver_id = {driver:String})
  AND started_at >= {from:DateTime64(3, 'UTC')}
  AND started_at < {to:DateTime64(3, 'UTC')}
ORDER BY started_at DESC, trip_id
LIMIT {limit:UInt32}
