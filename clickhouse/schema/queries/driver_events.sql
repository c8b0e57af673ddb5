-- GET /api/v1/drivers/scores: what counts against each driver in a window, by kind and severity; an empty driver stands
-- for any. DEFINITIONS, "Driver score": events per 100 km, speeding by time × severity, idling by time.
SELECT
    driver_id,
    kind,
    severity,
    count() AS events,
    sum(duration_s) AS duration_s,
    sum(distance_m) AS distance_m,
    max(value) AS worst,
    anyLast(unit) AS unit
FROM fleet.fact_driver_behavior_current
WHERE kind != 'EXPOSURE'
  AND driver_id != ''
  AND ({driver:String} = '' OR driver_id = {driver:String})
  AND at >= {from:DateTime64(3, 'UTC')}
  AND at < {to:DateTime64(3, 'UTC')}
GROUP BY driver_id, kind, severity
ORDER BY driver_id, kind, severity
