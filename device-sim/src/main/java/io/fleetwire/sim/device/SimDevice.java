package io.fleetwire.sim.device;

import io.fleetwire.sim.world.CarState;

/** A device aboard a vehicle. It takes what its sensors show and gets it to the gateway by its own means and in its own time. */
public interface SimDevice extends AutoCloseable {

    /** What the sensors show now; called once a second. */
    void sense(CarState shown);

    /** The driver presses the SOS button. */
    void sos(CarState shown);

    /** No connection until told otherwise; what is sensed meanwhile is stored. */
    void online(boolean connected);

    @Override
    void close();
}
