package io.fleetwire.engine.job.store;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;

/** Commits a batch by keeping it in the outbox. */
final class OutboxCommitter implements Committer<Batch> {

    private final Outbox outbox;
    private final OutboxLoader loader;

    OutboxCommitter(Outbox outbox, OutboxLoader loader) {
        this.outbox = outbox;
        this.loader = loader;
    }

    @Override
    public void commit(Collection<CommitRequest<Batch>> requests) throws IOException, InterruptedException {
        for (CommitRequest<Batch> request : requests) {
            outbox.put(request.getCommittable());
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
