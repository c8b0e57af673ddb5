package io.fleetwire.sim.load;

import java.util.Iterator;

/**
 * Devices that share a way to the gateway.
 *
 * @param first their numbers go on from here
 * @param plan what they offer together
 * @param tally what became of it
 */
public record Group(Uplink uplink, int first, Plan plan, Tally tally) {

    public int devices() {
        return plan.devices();
    }

    /** Whether a device is one of them. */
    public boolean has(int number) {
        return number >= first && number < first + devices();
    }

    Iterator<Plan.Packet> packetsOf(int number) {
        return plan.packetsOf(number, uplink.tickMs());
    }
}
