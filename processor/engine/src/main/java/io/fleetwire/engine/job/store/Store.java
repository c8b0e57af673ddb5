package io.fleetwire.engine.job.store;

import java.io.IOException;
import java.nio.file.Path;

/** Where batches end up. */
interface Store extends AutoCloseable {

    /**
     * Stores a batch, once however often it is called with the same token.
     *
     * @throws StoreException saying whether trying again can help
     */
    void insert(String table, String token, Path data) throws StoreException, InterruptedException, IOException;

    @Override
    void close();

    /** Why a batch is not stored. */
    final class StoreException extends Exception {

        /** What trying again can do. */
        enum Kind {
            /** Nobody answers: every batch has to wait. */
            AWAY,
            /** It answers, but not with yes: this batch has to wait, others may do better. */
            REFUSED,
            /** The batch itself cannot be read: it will never be taken. */
            POISON
        }

        private final Kind kind;

        StoreException(Kind kind, String message, Throwable cause) {
            super(message, cause);
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }
    }
}
