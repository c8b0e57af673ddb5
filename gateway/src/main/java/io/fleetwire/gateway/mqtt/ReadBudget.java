package io.fleetwire.gateway.mqtt;

import com.hivemq.bootstrap.ClientConnection;
import com.hivemq.mqtt.message.MessageWithID;
import com.hivemq.mqtt.message.QoS;
import com.hivemq.mqtt.message.connack.CONNACK;
import com.hivemq.mqtt.message.puback.PUBACK;
import com.hivemq.mqtt.message.pubcomp.PUBCOMP;
import com.hivemq.mqtt.message.publish.PUBLISH;
import com.hivemq.mqtt.message.pubrec.PUBREC;
import com.hivemq.mqtt.message.reason.Mqtt5ConnAckReasonCode;
import com.hivemq.mqtt.message.subscribe.SUBSCRIBE;
import com.hivemq.mqtt.message.unsubscribe.UNSUBSCRIBE;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client has sent that the broker still holds: its publishes until they are answered, those of QoS 2 until they are released. Stands between the
 * broker's decoder and the rest, and stops reading the socket while that is too much, or while the client does not take what is sent to it.
 */
final class ReadBudget extends ChannelDuplexHandler {

    /** What a message occupies beside its payload: the objects around it and its place in the broker's queues. */
    private static final int OVERHEAD_BYTES = 2_048;

    private final ReadBudgets all;
    private final Runnable onWelcome;

    /** By packet id: publishes of QoS 1 and 2 that are not answered. */
    private final Map<Integer, Integer> unanswered = new HashMap<>();

    /** By packet id: publishes of QoS 2 that are answered and not released. */
    private final Map<Integer, Integer> unreleased = new HashMap<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable String clientId;
    private int pendingBytes;
    private int heldBytes;
    private boolean stopped;
    private boolean closed;

    ReadBudget(ReadBudgets all, Runnable onWelcome) {
        this.all = all;
        this.onWelcome = onWelcome;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing is all that is left to do
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (filters(message) > ReadBudgets.MAX_FILTERS) {
            all.metrics().limit("mqtt_filters");
            ctx.close();
            return;
        }
        if (message instanceof PUBLISH publish) {
            received(publish);
            stopIfFull(ctx);
        }
        ctx.fireChannelRead(message);
    }

    private static int filters(Object message) {
        return switch (message) {
            case SUBSCRIBE subscribe -> subscribe.getTopics().size();
            case UNSUBSCRIBE unsubscribe -> unsubscribe.getTopics().size();
            default -> 0;
        };
    }

    private synchronized void received(PUBLISH publish) {
        int size = size(publish.getPayload() == null ? 0 : publish.getPayload().length, publish.getTopic());
        Integer before =
                publish.getQoS() == QoS.AT_MOST_ONCE ? null : unanswered.put(publish.getPacketIdentifier(), size);
        addPending(before == null ? size : size - before);
    }

    /** What a publish counts for. */
    private static int size(int payloadBytes, String topic) {
        return payloadBytes + topic.length() + OVERHEAD_BYTES;
    }

    /** A publish of QoS 0, which nobody answers, has been stored or given up. */
    void settled(int payloadBytes, String topic) {
        synchronized (this) {
            addPending(-Math.min(pendingBytes, size(payloadBytes, topic)));
        }
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> goOnIfRoom(ctx));
        }
    }

    /** Whether one more QoS 2 publish may be held until it is released. */
    synchronized boolean hasRoomToHold() {
        return heldBytes < ReadBudgets.MAX_HELD_BYTES && !(heldBytes > 0 && all.isFull());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise hears of it
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        switch (message) {
            case CONNACK connack when connack.getReasonCode() == Mqtt5ConnAckReasonCode.SUCCESS -> sessionRestorer(ctx);
            case PUBACK answer -> answered(ctx, answer, false);
            case PUBREC answer -> answered(ctx, answer, true);
            case PUBCOMP released -> released(ctx, released);
            default -> {}
        }
    }

    private void sessionRestorer(ChannelHandlerContext ctx) {
        clientId = ClientConnection.of(ctx.channel()).getClientId();
        if (clientId != null) {
            all.welcomed(clientId, this);
        }
        onWelcome.run();
    }

    private void answered(ChannelHandlerContext ctx, MessageWithID answer, boolean held) {
        synchronized (this) {
            Integer size = unanswered.remove(answer.getPacketIdentifier());
            if (size != null) {
                addPending(-size);
                if (held) {
                    Integer before = unreleased.put(answer.getPacketIdentifier(), size);
                    addHeld(before == null ? size : size - before);
                }
            }
        }
        goOnIfRoom(ctx);
    }

    private void released(ChannelHandlerContext ctx, PUBCOMP released) {
        synchronized (this) {
            Integer size = unreleased.remove(released.getPacketIdentifier());
            if (size != null) {
                addHeld(-size);
            }
        }
        goOnIfRoom(ctx);
    }

    private void stopIfFull(ChannelHandlerContext ctx) {
        if (!stopped && !hasRoom()) {
            stopped = true;
            all.metrics().limit("mqtt_pending");
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void goOnIfRoom(ChannelHandlerContext ctx) {
        if (stopped && hasRoom() && ctx.channel().isWritable()) {
            stopped = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    private synchronized boolean hasRoom() {
        return pendingBytes == 0 || (pendingBytes < ReadBudgets.MAX_PENDING_BYTES && !all.isFull());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            goOnIfRoom(ctx);
        } else if (!stopped) {
            stopped = true;
            ctx.channel().config().setAutoRead(false);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (clientId != null) {
            all.gone(clientId, this);
        }
        synchronized (this) {
            addPending(-pendingBytes);
            addHeld(-heldBytes);
            closed = true;
        }
        ctx.fireChannelInactive();
    }

    private void addPending(int bytes) {
        if (!closed) {
            pendingBytes += bytes;
            all.add(bytes);
        }
    }

    private void addHeld(int bytes) {
        if (!closed) {
            heldBytes += bytes;
            all.add(bytes);
        }
    }
}
