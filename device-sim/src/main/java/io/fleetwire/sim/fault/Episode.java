package io.fleetwire.sim.fault;

import io.fleetwire.sim.world.Moment;

/** A fault from then to then, epoch milliseconds, the end excluded. */
public record Episode(Fault fault, long fromMs, long toMs) {

    /** What the sensors show. */
    public Moment show(Moment truth) {
        return truth.atMs() >= fromMs && truth.atMs() < toMs ? fault.show(truth, (truth.atMs() - fromMs) / 1e3) : truth;
    }
}
