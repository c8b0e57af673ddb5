package io.fleetwire.service.tap;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.TappedFrame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last frames of each device somebody listened in on. Numbers grow by one with each frame of any device. */
public final class TapProjection {

    /** Frames kept of a device: at the fastest a tap copies, four seconds; at the usual, minutes. */
    static final int MAX_FRAMES = 200;

    /** Devices kept: those that are tapped, and as many that were. */
    static final int MAX_DEVICES = 2 * ConfigEntry.Tap.MOST;

    /**
     * A frame and its number.
     *
     * @param seq what to ask for frames after
     */
    public record Item(
            long seq,
            TappedFrame.Direction direction,
            Instant at,
            String protocol,
            String hex,
            boolean masked,
            long missed) {}

    private final LinkedHashMap<String, Deque<Item>> devices = new LinkedHashMap<>(16, 0.75f, true);
    private long seq;

    /** Takes a frame. */
    public synchronized void add(TappedFrame frame) {
        Deque<Item> items = devices.computeIfAbsent(frame.deviceId(), id -> new ArrayDeque<>());
        items.add(new Item(
                ++seq, frame.direction(), frame.at(), frame.protocol(), frame.hex(), frame.masked(), frame.missed()));
        if (items.size() > MAX_FRAMES) {
            items.remove();
        }
        if (devices.size() > MAX_DEVICES) {
            Map.Entry<String, Deque<Item>> stalest = devices.firstEntry();
            devices.remove(stalest.getKey());
        }
    }

    /** A device's frames after a number, oldest first. */
    public synchronized List<Item> after(String deviceId, long number) {
        List<Item> items = new ArrayList<>();
        Deque<Item> known = devices.get(deviceId);
        if (known != null) {
            known.stream().filter(item -> item.seq() > number).forEach(items::add);
        }
        return List.copyOf(items);
    }
}
