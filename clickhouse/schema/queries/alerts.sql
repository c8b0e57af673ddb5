-- GET /api/v1/alerts: newest first; an empty vehicle, rule, severity or state stands for any.
SELECT
    id, rule, severity, state, vehicle_id, driver_id, opened_at, closed_at, late, lat, lon, measures, message,
    version
FROM fleet.fact_alerts_current
WHERE ({vehicle:String} = '' OR vehicle_id = {vehicle:String})
  AND ({rule:String} = '' OR rule = {rule:String})
  AND ({severity:String} = '' OR toString(severity) = {severity:String})
  AND ({state:String} = '' OR toString(state) = {state:String})
  AND opened_at >= {from:DateTime64(3, 'UTC')}
  AND opened_at < {to:DateTime64(3, 'UTC')}
ORDER BY opened_at DESC, id
LIMIT {limit:UInt32}
