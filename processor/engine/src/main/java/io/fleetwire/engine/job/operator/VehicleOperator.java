package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.sink.Outputs;
import io.fleetwire.engine.job.source.ConfigAtStart;
import io.fleetwire.engine.job.source.ConfigProjection;
import io.fleetwire.engine.job.source.ConfigRecord;
import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.engine.job.store.Row;
import io.fleetwire.engine.job.store.Rows;
import io.fleetwire.engine.vehicle.Step;
import io.fleetwire.engine.vehicle.VehicleMachine;
import io.fleetwire.engine.vehicle.VehicleState;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Load a vehicle, step it, store it, forward what it means. Alerts and trips leave here, before the model is asked. */
public final class VehicleOperator extends KeyedBroadcastProcessFunction<String, Envelope, ConfigRecord, ScoredStep> {

    private static final Logger LOG = LoggerFactory.getLogger(VehicleOperator.class);

    /**
     * No timer rings sooner: records that waited in Kafka are read first, or every vehicle would count as silent while the engine catches up, and a
     * vehicle costs at most one look a minute.
     */
    static final long MIN_TIMER_MS = 60_000;

    private final ConfigProjection book;

    private transient VehicleMachine machine;
    private transient CachedState<OperatorState> kept;
    private transient CachedState.@Nullable KeySetter keys;
    private transient int cachedVehicles;
    private transient Counter records;
    private transient Counter refused;

    /** Null until the restored state was read. */
    private transient @Nullable FleetConfig config;

    // Flink calls open() before anything else.
    @SuppressWarnings("NullAway.Init")
    public VehicleOperator(ConfigAtStart configAtStart) {
        this.book = new ConfigProjection(configAtStart);
    }

    /** How states are kept in memory; said before {@link #open}. */
    void cache(CachedState.KeySetter setter, int vehicles) {
        keys = setter;
        cachedVehicles = vehicles;
    }

    CachedState<OperatorState> states() {
        return kept;
    }

    @Override
    public void open(OpenContext context) {
        machine = new VehicleMachine(EngineSettings.defaults());
        kept = new CachedState<>(
                getRuntimeContext().getState(OperatorState.state(getRuntimeContext())),
                Objects.requireNonNull(keys),
                cachedVehicles);
        records = getRuntimeContext().getMetricGroup().counter("vehicleEvents");
        refused = getRuntimeContext().getMetricGroup().counter("deadLetters");
    }

    @Override
    public void processElement(Envelope envelope, ReadOnlyContext context, Collector<ScoredStep> out) throws Exception {
        records.inc();
        OperatorState before = kept.value();
        VehicleState state = before == null ? machine.initial(envelope.vehicleId()) : before.state();
        VehicleEvent event;
        Step step;
        try {
            event = EventDecoder.decode(envelope);
            step = machine.step(state, event, envelope.kafkaTimeMs(), config(context));
        } catch (MalformedEventException e) {
            refuse(envelope, e.reason(), context);
            return;
        } catch (RuntimeException e) {
            // The machine is pure, so the state is as it was: one bad record costs itself and nothing else.
            LOG.error("the vehicle machine failed on a record of {}", envelope.vehicleId(), e);
            refuse(envelope, "the engine failed on it: " + e, context);
            return;
        }
        long timerAtMs = before == null ? OperatorState.NO_TIMER : before.timerAtMs();
        kept.update(new OperatorState(step.state(), withTimer(timerAtMs, step.state(), context)));
        forward(envelope.vehicleId(), step, context, out);
        if (event instanceof Telemetry record && step.facts().stream().noneMatch(TelemetryFact.class::isInstance)) {
            // Each record has a row somewhere, or the ledger could not tell one that came twice from one that is lost.
            context.output(Row.OUTPUT, Rows.ofDuplicate(record));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ScoredStep> out) throws Exception {
        OperatorState before = kept.value();
        if (before == null) {
            return;
        }
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        VehicleState state = before.state();
        if (!machine.timeoutAt(state, config(context)).isAfter(now)) {
            Step step = machine.timeout(state, now, config(context));
            state = step.state();
            forward(context.getCurrentKey(), step, context, out);
        }
        kept.update(new OperatorState(state, withTimer(OperatorState.NO_TIMER, state, context)));
    }

    @Override
    public void processBroadcastElement(ConfigRecord record, Context context, Collector<ScoredStep> out)
            throws Exception {
        book.put(record, context.getBroadcastState(ConfigProjection.SINCE_START), (key, entry) -> {
            if (config != null) {
                config = config.with(key, entry);
            }
        });
    }

    private FleetConfig config(ReadOnlyContext context) throws Exception {
        if (config == null) {
            FleetConfig[] restored = {FleetConfig.EMPTY};
            book.forEach(
                    context.getBroadcastState(ConfigProjection.SINCE_START),
                    (key, entry) -> restored[0] = restored[0].with(key, entry));
            config = restored[0];
        }
        return config;
    }

    /**
     * One timer per vehicle: it rings at or before the time-out and looks again; setting one per record would cost more than the step. It is set anew only
     * while a silence may still come: once the vehicle is silent, only a record sets it.
     */
    private long withTimer(long timerAtMs, VehicleState state, ReadOnlyContext context) throws Exception {
        Instant timeoutAt = machine.timeoutAt(state, config(context));
        if (timerAtMs != OperatorState.NO_TIMER || timeoutAt.equals(Instant.MAX)) {
            return timerAtMs;
        }
        TimerService timers = context.timerService();
        long at = Math.max(timeoutAt.toEpochMilli(), timers.currentProcessingTime() + MIN_TIMER_MS);
        timers.registerProcessingTimeTimer(at);
        return at;
    }

    private static void forward(String vehicleId, Step step, ReadOnlyContext context, Collector<ScoredStep> out) {
        for (Alert alert : step.alerts()) {
            context.output(Outputs.MESSAGES, Message.of(Topics.ALERTS, alert));
        }
        for (TripSession trip : step.trips()) {
            context.output(Outputs.MESSAGES, Message.of(Topics.TRIPS, trip));
        }
        LivePosition live = step.live();
        for (Fact fact : step.facts()) {
            if (fact instanceof TelemetryFact telemetry) {
                out.collect(ScoredStep.unscored(vehicleId, telemetry, live));
                live = null;
            } else {
                context.output(Row.OUTPUT, Rows.of(fact));
            }
        }
        if (live != null) {
            out.collect(ScoredStep.unscored(vehicleId, null, live));
        }
    }

    private void refuse(Envelope envelope, String reason, ReadOnlyContext context) {
        refused.inc();
        context.output(
                Outputs.MESSAGES,
                Message.deadLetter(reason, envelope.value(), envelope.deviceId(), envelope.kafkaTimeMs()));
    }
}
