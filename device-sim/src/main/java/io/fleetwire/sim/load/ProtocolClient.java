package io.fleetwire.sim.load;

import java.io.IOException;
import java.util.List;

/** A device's end of a connection: how it says records, and how it hears that they are stored. Used by one thread; only {@link #close} may come from another. */
interface ProtocolClient extends AutoCloseable {

    /** Opens a connection and logs in; the one before is closed. */
    void connect() throws IOException;

    /**
     * Says the records, over a new connection where there is none. After a failure the same records are said again: word for word, or they would be others.
     *
     * @param recordsMs their device times, milliseconds after the start
     * @return true once the gateway has said that all of them are stored; false where the protocol has no answer to them
     * @throws IOException where it has not, in time or at all
     */
    boolean say(List<Long> recordsMs, Start start) throws IOException;

    /** Ends the connection, if there is one. */
    @Override
    void close();
}
