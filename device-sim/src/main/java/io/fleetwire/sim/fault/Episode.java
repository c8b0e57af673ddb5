package io.fleetwire.sim.fault;

import io.fleetwire.sim.world.CarState;

/** A fault from then to then, epoch milliseconds, the end excluded. */
public record Episode(Fault fault, long fromMs, long toMs) {

    /** What the sensors show. */
    public CarState show(CarState truth) {
        return truth.atMs() >= fromMs && truth.atMs() < toMs ? fault.show(truth, (truth.atMs() - fromMs) / 1e3) : truth;
    }
}
