package io.fleetwire.sim.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A tracker's flash memory: records wait here, oldest first, until the server has acknowledged them.
 *
 * @param <T> a record
 */
final class Backlog<T> {

    /** A day at one record in twenty seconds; the oldest go first, as in real trackers. */
    private static final int CAPACITY = 4_320;

    private final Deque<T> records = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    void add(T item) {
        lock.lock();
        try {
            if (records.size() == CAPACITY) {
                records.removeFirst();
            }
            records.addLast(item);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest records, at least one and at most {@code most}; they stay until {@link #remove}. */
    List<T> await(int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (records.isEmpty()) {
                arrived.await();
            }
            List<T> oldest = new ArrayList<>(Math.min(most, records.size()));
            for (T item : records) {
                if (oldest.size() == most) {
                    break;
                }
                oldest.add(item);
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** These are the server's now. Some may have been overwritten meanwhile. */
    void remove(List<T> acknowledged) {
        lock.lock();
        try {
            acknowledged.forEach(records::removeFirstOccurrence);
        } finally {
            lock.unlock();
        }
    }
}
