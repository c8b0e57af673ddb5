package io.fleetwire.event.wire;

/** How one kind of value is written and read. */
public interface WireFormat<T> {

    /** The value as bytes. */
    byte[] encode(T value);

    /**
     * @throws MalformedEventException where the bytes are no such value, naming the field
     */
    T decode(byte[] bytes) throws MalformedEventException;
}
