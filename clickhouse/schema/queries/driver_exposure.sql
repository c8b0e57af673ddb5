-- GET /api/v1/drivers/scores: what each driver drove in a window; an empty driver stands for any.
SELECT
    driver_id,
    sum(distance_m) AS distance_m,
    sum(duration_s) AS duration_s,
    uniqExactIf(trip_id, trip_id != '') AS trips
FROM fleet.fact_driver_behavior_current
WHERE kind = 'EXPOSURE'
  AND driver_id != ''
  AND ({driver:String} = '' OR driver_id = {driver:String})
  AND at >= {from:DateTime64(3, 'UTC')}
  AND at < {to:DateTime64(3, 'UTC')}
GROUP BY driver_id
ORDER BY driver_id
