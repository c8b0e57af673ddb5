package io.fleetwire.engine.job.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows into ClickHouse, each once: collected until the checkpoint, kept in it as batches with a token, and once it is complete moved into the outbox,
 * from where they are loaded (docs/decisions/0001-outbox.md).
 */
public final class ClickHouseSink implements Sink<Row>, SupportsCommitter<Batch> {

    private final ClickHouseTarget target;
    private final String outboxFolder;
    private final long outboxLimitBytes;

    /**
     * @param outboxFolder on a disk that outlives the process
     * @param outboxLimitBytes of all instances together; at the limit the job waits
     */
    public ClickHouseSink(ClickHouseTarget target, Path outboxFolder, long outboxLimitBytes) {
        this.target = target;
        this.outboxFolder = outboxFolder.toString();
        this.outboxLimitBytes = outboxLimitBytes;
    }

    @Override
    public SinkWriter<Row> createWriter(WriterInitContext context) {
        return new BatchWriter(BatchWriter.limit(
                Runtime.getRuntime().maxMemory(), context.getTaskInfo().getNumberOfParallelSubtasks()));
    }

    @Override
    public Committer<Batch> createCommitter(CommitterInitContext context) throws IOException {
        TaskInfo task = context.getTaskInfo();
        int instance = task.getIndexOfThisSubtask();
        int instances = task.getNumberOfParallelSubtasks();
        Path root = Path.of(outboxFolder);
        Outbox outbox = Outbox.open(root.resolve(String.valueOf(instance)), outboxLimitBytes / instances);
        // Folders of instances that are gone since the job runs with fewer are shared out among those that are left.
        for (int other = instance + instances;
                Files.isDirectory(root.resolve(String.valueOf(other)));
                other += instances) {
            outbox.adopt(root.resolve(String.valueOf(other)));
        }
        OutboxLoader loader = new OutboxLoader(outbox, new ClickHouseStore(target), "outbox-loader-" + instance);
        context.metricGroup().gauge("outboxBytes", outbox::bytes);
        context.metricGroup().gauge("outboxBatches", outbox::files);
        context.metricGroup().gauge("outboxLoaded", loader::loaded);
        context.metricGroup().gauge("outboxRejected", loader::rejected);
        context.metricGroup().gauge("outboxProblem", loader::problem);
        loader.start();
        return new OutboxCommitter(outbox, loader);
    }

    @Override
    public SimpleVersionedSerializer<Batch> getCommittableSerializer() {
        return new Batch.Serializer();
    }
}
