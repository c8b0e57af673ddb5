package io.fleetwire.engine.job;

import io.fleetwire.engine.job.StateSettings.Backend;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.jspecify.annotations.Nullable;

/** Whether a checkpoint can be restored with these settings: said in a sentence before Flink tries and the heap ends. */
final class RestoreCheck {

    /** What a byte of a checkpoint takes as objects: an observation is about 90 bytes there and 290 on the heap. */
    private static final double HEAP_PER_BYTE = 3.2;

    /** The part of the heap that vehicles may take; the rest is for Flink, the page's service and what is on its way. */
    private static final double SHARE_OF_HEAP = 0.6;

    private static final long MIB = 1 << 20;

    private RestoreCheck() {}

    /**
     * What a checkpoint holds.
     *
     * @param keyedBytes the state of all vehicles, as it is stored
     * @param writtenBy the backend whose own format it is; null: a format that each can read
     */
    record Contents(long keyedBytes, @Nullable Backend writtenBy) {

        /** Reads the checkpoint's list of contents, not the contents. */
        static Contents of(Path checkpoint) throws IOException {
            CheckpointMetadata metadata;
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(Files.newInputStream(checkpoint.resolve(Checkpoints.METADATA))))) {
                metadata = org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
                        in, RestoreCheck.class.getClassLoader(), checkpoint.toString());
            }
            long bytes = 0;
            Backend writtenBy = null;
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                        bytes += handle.getStateSize();
                        writtenBy = handle instanceof SavepointKeyedStateHandle
                                ? writtenBy
                                : handle instanceof IncrementalRemoteKeyedStateHandle ? Backend.ROCKSDB : Backend.HEAP;
                    }
                }
            }
            return new Contents(bytes, writtenBy);
        }
    }

    /**
     * Looks at a checkpoint before the job is started from it.
     *
     * @param heapBytes the most that the heap may take
     * @throws IllegalStateException saying what does not fit and which setting mends it
     */
    static void check(Path checkpoint, Contents contents, StateSettings settings, long heapBytes) {
        Backend writtenBy = contents.writtenBy();
        if (writtenBy != null && writtenBy != settings.backend()) {
            throw new IllegalStateException("the checkpoint " + checkpoint + " was written with FLEETWIRE_STATE="
                    + word(writtenBy) + " and cannot be read with " + word(settings.backend())
                    + ": start with FLEETWIRE_STATE=" + word(writtenBy)
                    + " and stop again; the savepoint made then can be read with either");
        }
        long neededMib = (long) (contents.keyedBytes() * HEAP_PER_BYTE) / MIB;
        long allowedMib = (long) (heapBytes * SHARE_OF_HEAP) / MIB;
        if (settings.backend() == Backend.HEAP && neededMib > allowedMib) {
            throw new IllegalStateException("the state in " + checkpoint + " takes about " + neededMib
                    + " MiB of heap, of " + heapBytes / MIB
                    + " MiB that there are: set FLEETWIRE_PROCESSOR_HEAP_MIB to "
                    + (long) Math.ceil(neededMib / SHARE_OF_HEAP) + " or more, or FLEETWIRE_STATE=rocksdb, which keeps"
                    + " it on disk");
        }
    }

    private static String word(Backend backend) {
        return backend.name().toLowerCase(Locale.ROOT);
    }
}
