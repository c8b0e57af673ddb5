package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.job.RestoreCheck.Contents;
import io.fleetwire.engine.job.StateSettings.Backend;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A state that does not fit is said, with the setting that mends it, before it is read. */
class RestoreCheckTest {

    private static final Path CHECKPOINT = Path.of("run/chk-7");
    private static final StateSettings ON_HEAP = settings(Backend.HEAP);
    private static final StateSettings ON_DISK = settings(Backend.ROCKSDB);

    private static StateSettings settings(Backend backend) {
        return new StateSettings(backend, 96L << 20, Duration.ofDays(90));
    }

    @Test
    void whatFitsIsRead() {
        assertThatCode(() -> RestoreCheck.check(CHECKPOINT, new Contents(100L << 20, null), ON_HEAP, 768L << 20))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        RestoreCheck.check(CHECKPOINT, new Contents(50L << 30, Backend.ROCKSDB), ON_DISK, 768L << 20))
                .doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheSettingsThatMendIt() {
        assertThatThrownBy(() ->
                        RestoreCheck.check(CHECKPOINT, new Contents(250L << 20, Backend.HEAP), ON_HEAP, 768L << 20))
                .hasMessage(
                        "the state in run/chk-7 takes about 800 MiB of heap, of 768 MiB that there are: set"
                                + " FLEETWIRE_PROCESSOR_HEAP_MIB to 1334 or more, or FLEETWIRE_STATE=rocksdb, which keeps it on disk");
    }

    @Test
    void aCheckpointOfTheOtherBackendIsRefusedWithTheWayOver() {
        assertThatThrownBy(() -> RestoreCheck.check(CHECKPOINT, new Contents(1, Backend.HEAP), ON_DISK, 768L << 20))
                .hasMessageContaining("start with FLEETWIRE_STATE=heap and stop again");
        assertThatThrownBy(() -> RestoreCheck.check(CHECKPOINT, new Contents(1, Backend.ROCKSDB), ON_HEAP, 768L << 20))
                .hasMessageContaining("start with FLEETWIRE_STATE=rocksdb and stop again");
    }
}
