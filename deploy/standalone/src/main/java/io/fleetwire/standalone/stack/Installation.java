package io.fleetwire.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the rooms are installed: the checkout that {@code ./fleet} built.
 *
 * @param home the folder of the {@code fleet} script
 */
public record Installation(Path home) {

    /** The one {@code ./fleet} started us from. */
    public static Installation current() {
        String home = System.getProperty("fleetwire.home");
        if (home == null) {
            throw new IllegalStateException("start Fleetwire with the ./fleet script: it says where the rooms are");
        }
        return new Installation(Path.of(home));
    }

    /** The JVM we run in ourselves. */
    public Path java() {
        return javaHome().resolve("bin").resolve("java");
    }

    /** Its folder. */
    public Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A room's own jar and the jars beside it. */
    public String classPath(String module) throws IOException {
        Path target = home.resolve(module).resolve("target");
        return jar(target) + System.getProperty("path.separator") + target.resolve("lib") + "/*";
    }

    /** The service's runnable jar, which names its class path itself. */
    public Path runner() throws IOException {
        return only(home.resolve("processor/service/target"), "-runner.jar");
    }

    private static Path jar(Path target) throws IOException {
        return only(target, "-SNAPSHOT.jar");
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no *" + ending + " in " + folder + ": run ./fleet build"));
        }
    }

    /** A command line for a main class of a room. */
    public List<String> jvm(String module, List<String> flags, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath(module));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
