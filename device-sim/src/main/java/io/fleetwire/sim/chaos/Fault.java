package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.time.Duration;

/** Something that goes wrong, and is over again. */
interface Fault {

    /** What it is, in two or three words: faults of one kind differ only in when they strike. */
    String kind();

    /** How long it lasts. A process that was killed is started again by its supervisor, whenever that is. */
    Duration length();

    /** Goes wrong. */
    void strike() throws IOException, InterruptedException;

    /** Goes right again. */
    void heal() throws IOException, InterruptedException;
}
