package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Signal;

/** Losing speed faster than the vehicle class should (car 0.38 g, van 0.36 g, heavy 0.31 g; {@link io.fleetwire.engine.config.Limits} has the sources). */
final class HarshBrake extends Harsh {

    private static final double MIN_SPEED_KMH = 10;

    HarshBrake() {
        super("harsh-brake", Signal.HARSH_BRAKE, Kind.HARSH_BRAKE, "Harsh brake", MIN_SPEED_KMH);
    }

    @Override
    double thresholdMs2(RuleInput input) {
        return input.limits().brakeMs2();
    }

    @Override
    public double value(RuleInput input) {
        return -input.accelerationMs2();
    }
}
