package io.fleetwire.sim.device;

import io.fleetwire.sim.world.Moment;

/** A device aboard a vehicle. It takes what its sensors show and gets it to the gateway by its own means and in its own time. */
public interface SimDevice extends AutoCloseable {

    /** What the sensors show now; called once a second. */
    void sense(Moment shown);

    /** The driver presses the SOS button. */
    void sos(Moment shown);

    /** No connection until told otherwise; what is sensed meanwhile is stored. */
    void online(boolean connected);

    @Override
    void close();
}
