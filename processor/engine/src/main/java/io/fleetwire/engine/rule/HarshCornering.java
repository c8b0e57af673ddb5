package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Signal;

/** Turning faster than the vehicle class should: speed times change of heading (car 0.38 g, van 0.35 g, heavy 0.28 g; {@link io.fleetwire.engine.config.Limits} has the sources). */
final class HarshCornering extends Harsh {

    private static final double MIN_SPEED_KMH = 30;

    HarshCornering() {
        super("harsh-cornering", Signal.HARSH_CORNERING, Kind.HARSH_CORNERING, "Harsh cornering", MIN_SPEED_KMH);
    }

    @Override
    double thresholdMs2(RuleInput input) {
        return input.limits().corneringMs2();
    }

    @Override
    public double value(RuleInput input) {
        return input.lateralMs2();
    }
}
