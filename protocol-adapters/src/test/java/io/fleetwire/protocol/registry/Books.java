package io.fleetwire.protocol.registry;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.contract.VectorBook;
import io.fleetwire.protocol.gt06.Gt06Book;
import io.fleetwire.protocol.jt808.Jt808Book;
import io.fleetwire.protocol.obd.ObdBook;
import io.fleetwire.protocol.obddongle.ObdDongleBook;
import io.fleetwire.protocol.osmand.OsmAndBook;
import io.fleetwire.protocol.queclink.QueclinkBook;
import io.fleetwire.protocol.teltonika.TeltonikaBook;
import java.util.List;

/** The vectors of every protocol in {@link Protocols#devices()}: one line each. */
public final class Books {

    /** All of them. */
    public static final List<VectorBook> ALL = List.of(
            new TeltonikaBook(),
            new Gt06Book(),
            new Jt808Book(),
            new QueclinkBook(),
            new ObdDongleBook(),
            new OsmAndBook(),
            new ObdBook());

    /** A model that sends wrong checksums. */
    public static final DeviceProfile LENIENT = new DeviceProfile(null, null, true, false);

    private Books() {}
}
