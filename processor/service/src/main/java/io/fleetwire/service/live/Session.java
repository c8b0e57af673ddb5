package io.fleetwire.service.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a screen has been told, by number of message. It outlives the connection, so a screen that comes back with {@code since} hears what it missed,
 * under the numbers that follow.
 */
final class Session {

    /** Messages a screen can fall back by; one that missed more gets a snapshot. */
    static final int REMEMBERED = 64;

    /** Numbers of one session are {@code id << NUMBER_BITS} and up: 2^31 of them, and 2^53, the largest whole number of a browser, is far. */
    static final int NUMBER_BITS = 31;

    /** The newest change of each kind that was told. */
    record Marks(long positions, long alerts, long trips) {}

    private record Told(long seq, Marks marks) {}

    private final Filter filter;
    private final Deque<Told> told = new ArrayDeque<>();
    private long seq;
    private Marks marks;

    Session(long id, Filter filter, Marks marks) {
        this(filter, id << NUMBER_BITS, marks);
    }

    private Session(Filter filter, long seq, Marks marks) {
        this.filter = filter;
        this.seq = seq;
        this.marks = marks;
        told.addLast(new Told(seq, marks));
    }

    /** The session a message number belongs to. */
    static long idOf(long seq) {
        return seq >>> NUMBER_BITS;
    }

    long id() {
        return idOf(seq);
    }

    Filter filter() {
        return filter;
    }

    Marks marks() {
        return marks;
    }

    /** Notes what the next message tells, and gives its number. */
    long tell(Marks next) {
        seq++;
        marks = next;
        told.addLast(new Told(seq, next));
        if (told.size() > REMEMBERED) {
            told.removeFirst();
        }
        return seq;
    }

    /** Passes over changes that this screen does not want to hear of. */
    void skip(Marks next) {
        marks = next;
    }

    /** A session that goes on after the message {@code since}; empty where that is too long ago, or the screen wants something else now. */
    Optional<Session> after(long since, Filter wanted) {
        // What left a map section can't be told from what was never in it, so a section always begins with a snapshot.
        if (!wanted.equals(filter) || wanted.box() != null) {
            return Optional.empty();
        }
        return told.stream()
                .filter(message -> message.seq() == since)
                .findFirst()
                .map(message -> new Session(filter, since, message.marks()));
    }
}
