package io.fleetwire.sim.device;

import io.fleetwire.protocol.gt06.Gt06Device;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;

/** What every GT06 device here has in common: how it reads what a server says, and where it is registered. */
public final class Gt06Stream {

    /** In Germany; where exactly, nobody asks. */
    public static final Gt06Device.Cell CELL = new Gt06Device.Cell(262, 2, 0x287D, 0x1F71);

    /** Length byte, then as many bytes, then CR LF: the short frames that a server answers with. */
    private static final int HEADER = 3;

    private static final int TAIL = 2;

    private Gt06Stream() {}

    /** The next frame, whole. */
    public static ByteBuf read(InputStream in) throws IOException {
        byte[] header = Connection.read(in, HEADER);
        return Unpooled.wrappedBuffer(header, Connection.read(in, (header[2] & 0xFF) + TAIL));
    }
}
