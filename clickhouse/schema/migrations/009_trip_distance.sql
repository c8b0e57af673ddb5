-- What a trip's distance is made of. Rows of before say nothing of it: 0 and an empty word.
ALTER TABLE fleet.fact_trip_sessions
    ADD COLUMN IF NOT EXISTS gap_distance_m Float64 DEFAULT 0 COMMENT 'straight lines across gaps of the fixes; in distance_m only where the odometer confirms them' AFTER short,
    ADD COLUMN IF NOT EXISTS distance_source LowCardinality(String) DEFAULT '' COMMENT 'PATH, ODOMETER; empty: not recorded' AFTER gap_distance_m;

-- A view keeps the columns that it was created with.
CREATE OR REPLACE VIEW fleet.fact_trip_sessions_current AS
SELECT * FROM fleet.fact_trip_sessions FINAL;
