package io.fleetwire.engine.job.store;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.Telemetry;
import org.jspecify.annotations.Nullable;

/** Facts as rows. */
public final class Rows {

    /** One buffer per task thread: a row is written and copied out before the next begins. */
    private static final ThreadLocal<RowBinary> BUFFER = ThreadLocal.withInitial(RowBinary::new);

    private Rows() {}

    /** A fact's row; a record without a verdict. */
    public static Row of(Fact fact) {
        return switch (fact) {
            case Fact.TelemetryFact record -> ofRecord(record, null, "");
            case Fact.TripFact trip -> row(Tables.TRIPS, trip.trip());
            case Fact.BehaviorFact behavior -> row(Tables.BEHAVIOR, behavior);
            case Fact.AppEventFact event -> row(Tables.APP_EVENTS, event);
            case Fact.AlertFact alert -> row(Tables.ALERTS, alert);
        };
    }

    /** A record with the model's verdict on it. */
    public static Row ofRecord(TelemetryFact fact, @Nullable Anomaly anomaly, String model) {
        return row(Tables.TELEMETRY, new Tables.ScoredRecord(fact, anomaly, model));
    }

    /** A record that had its row before: counted, not stored again. */
    public static Row ofDuplicate(Telemetry record) {
        return row(Tables.DUPLICATES, record);
    }

    private static <T> Row row(TableFormat<T> table, T value) {
        RowBinary out = BUFFER.get();
        table.write(value, out);
        return new Row(Tables.ALL.indexOf(table), out.take());
    }
}
