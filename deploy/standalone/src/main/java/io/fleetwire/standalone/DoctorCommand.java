package io.fleetwire.standalone;

import io.fleetwire.standalone.process.ProcessSpec;
import io.fleetwire.standalone.stack.Installation;
import io.fleetwire.standalone.stack.Preflight;
import io.fleetwire.standalone.stack.Settings;
import io.fleetwire.standalone.stack.Stack;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fleet doctor}: where the stack runs, what works; where it doesn't, what would stand in the way. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what works and what stands in the way of a start.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final UpOptions options = new UpOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Java      %s, %s%n", Runtime.version(), System.getProperty("java.home"));
        out.printf("Data      %s%n", settings.data());
        Stack stack = new Stack(settings, Installation.current());
        List<ProcessSpec> processes = new ArrayList<>(stack.stores());
        processes.addAll(stack.workers());
        boolean anyUp = false;
        boolean allUp = true;
        for (ProcessSpec child : processes) {
            boolean ready = child.ready().isReady();
            anyUp |= ready;
            allUp &= ready;
            out.printf(
                    "%s %-9s %s, log %s%n",
                    ready ? "✓" : "·", child.name(), ready ? "works" : "does not answer", child.log());
        }
        if (anyUp) {
            return allUp ? 0 : 1;
        }
        List<String> problems = Preflight.problems(settings, processes);
        problems.forEach(problem -> out.println("✗ " + problem));
        if (problems.isEmpty()) {
            out.println("✓ nothing stands in the way: ./fleet up");
        }
        return problems.isEmpty() ? 0 : 1;
    }
}
