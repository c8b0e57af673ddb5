-- How many records arrived, per protocol and minute, and how old they were.
SELECT
    protocol,
    minute,
    sum(m.records) AS records,
    sum(m.without_fix) AS without_fix,
    sum(m.rejected_fixes) AS rejected_fixes,
    sum(m.late_records) AS late_records,
    sum(m.sum_age_s) / sum(m.records) AS mean_age_s,
    max(m.max_age_s) AS max_age_s
FROM fleet.rollup_ingest_minute AS m
WHERE minute >= {from:DateTime64(3, 'UTC')} AND minute < {to:DateTime64(3, 'UTC')}
GROUP BY protocol, minute
ORDER BY minute, protocol
