package io.fleetwire.engine.job.type;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How one immutable type is written where Flink needs bytes. A codec has no state and a constructor without arguments: its class name is what a
 * checkpoint remembers it by, so it must not be renamed.
 */
public interface Codec<T> extends Serializable {

    /** The type. */
    Class<T> type();

    /** Writes one value. */
    void write(T value, DataOutputView out) throws IOException;

    /** Reads one value. */
    T read(DataInputView in) throws IOException;

    /** This codec as Flink's type information. */
    default CodecType<T> flinkType() {
        return new CodecType<>(this);
    }
}
