-- GET /api/v1/ledger: what arrived of each device's records, by the days on which the gateways received them.
SELECT device_id, sum(r.stored) AS stored, sum(r.duplicates) AS duplicates
FROM fleet.rollup_device_day AS r
WHERE day >= toDate({from:DateTime64(3, 'UTC')}, 'UTC') AND day <= toDate({to:DateTime64(3, 'UTC')}, 'UTC')
GROUP BY device_id
ORDER BY device_id
LIMIT {limit:UInt32}
