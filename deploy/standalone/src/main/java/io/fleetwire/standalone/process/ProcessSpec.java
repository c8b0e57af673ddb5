package io.fleetwire.standalone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to run.
 *
 * @param name short and unique: names its log and its pid file
 * @param command the program and its arguments
 * @param environment added to ours
 * @param log where its output goes, appended
 * @param ready asked again and again until it answers true
 * @param ports it listens on: {@code what it is for → number}
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Probe ready,
        Map<String, Integer> ports) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = Map.copyOf(ports);
    }
}
