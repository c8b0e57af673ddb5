package io.fleetwire.sim.device;

import io.fleetwire.event.Command;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A gateway of one protocol on a real socket: the real adapter, no Kafka. It can be told to lose acknowledgements. */
public final class TestGateway<S> implements AutoCloseable {

    private static final int BUFFER = 4_096;

    private final ProtocolAdapter<S> adapter;
    private final ServerSocket server;
    private final List<Telemetry> heard = new CopyOnWriteArrayList<>();
    private final List<CommandAnswer> answers = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Command> next = new AtomicReference<>();
    private final AtomicInteger acknowledgementsToLose = new AtomicInteger();

    public TestGateway(ProtocolAdapter<S> adapter) throws IOException {
        this.adapter = adapter;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Every record decoded so far. */
    public List<Telemetry> heard() {
        return heard;
    }

    /** Sends this command after the next records and their acknowledgement. */
    void ask(Command command) {
        next.set(command);
    }

    /** What the device said to commands. */
    List<CommandAnswer> answers() {
        return answers;
    }

    /** The next answers that mean "stored" are not sent; the connection breaks instead. */
    public void loseAcknowledgements(int count) {
        acknowledgementsToLose.set(count);
    }

    private void accept() {
        try {
            while (true) {
                Socket device = server.accept();
                Thread.ofVirtual().start(() -> serve(device));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket device) {
        EmbeddedChannel framer = new EmbeddedChannel(adapter.newFramer());
        S session = adapter.newSession();
        byte[] buffer = new byte[BUFFER];
        try (device) {
            OutputStream out = device.getOutputStream();
            int length = device.getInputStream().read(buffer);
            while (length >= 0) {
                framer.writeInbound(Unpooled.copiedBuffer(buffer, 0, length));
                for (ByteBuf frame = framer.readInbound(); frame != null; frame = framer.readInbound()) {
                    Outcome.Step<S> step = step(adapter.receive(session, frame, Instant.now()));
                    frame.release();
                    session = step.session();
                    if (!answer(step, out)) {
                        return;
                    }
                    if (!step.events().isEmpty()) {
                        ask(session, out);
                    }
                }
                length = device.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // The device hung up.
        } finally {
            framer.finishAndReleaseAll();
        }
    }

    private void ask(S session, OutputStream out) throws IOException {
        Command command = next.getAndSet(null);
        if (command != null) {
            try {
                out.write(ByteBufUtil.getBytes(adapter.command(session, command).frame()));
            } catch (Malformed e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private Outcome.Step<S> step(Outcome<S> outcome) {
        return switch (outcome) {
            case Outcome.Login<S> login -> login.accepted().apply(DeviceProfile.DEFAULT);
            case Outcome.Step<S> step -> step;
        };
    }

    private boolean answer(Outcome.Step<S> step, OutputStream out) throws IOException {
        answers.addAll(step.answers());
        step.events().forEach(event -> {
            if (event instanceof Telemetry record) {
                heard.add(record);
            }
        });
        for (Reply reply : step.replies()) {
            boolean lost = reply instanceof Reply.WhenStored
                    && acknowledgementsToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            if (lost) {
                return false;
            }
            out.write(ByteBufUtil.getBytes(reply.frame()));
            out.flush();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
