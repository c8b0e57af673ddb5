package io.fleetwire.standalone;

import io.fleetwire.standalone.process.Supervisor;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the start is: a bar on a terminal ({@code ./fleet} knows whether it has one), a line a step elsewhere. */
final class StartProgress implements Supervisor.Progress, AutoCloseable {

    private final PrintWriter out;
    private final long startedNs = System.nanoTime();
    private final @Nullable ProgressBar bar;

    StartProgress(int steps, PrintWriter out) {
        this.out = out;
        this.bar = Boolean.getBoolean("fleetwire.tty")
                ? new ProgressBarBuilder()
                        .setTaskName("Starting")
                        .setInitialMax(steps)
                        .setUpdateIntervalMillis(100)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .hideEta()
                        .build()
                : null;
    }

    @Override
    public void ready(String name) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(" " + name);
        } else {
            out.printf(Locale.ROOT, "  %-11s ready  %5.1f s%n", name, (System.nanoTime() - startedNs) / 1e9);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
