package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Signal;

/** Gaining speed faster than the vehicle class should (car 0.36 g, van 0.35 g, heavy 0.28 g; {@link io.fleetwire.engine.config.Limits} has the sources). */
final class HarshAcceleration extends Harsh {

    private static final double MIN_SPEED_KMH = 10;

    HarshAcceleration() {
        super(
                "harsh-acceleration",
                Signal.HARSH_ACCELERATION,
                Kind.HARSH_ACCELERATION,
                "Harsh acceleration",
                MIN_SPEED_KMH);
    }

    @Override
    double thresholdMs2(RuleInput input) {
        return input.limits().accelerationMs2();
    }

    @Override
    public double value(RuleInput input) {
        return input.accelerationMs2();
    }
}
