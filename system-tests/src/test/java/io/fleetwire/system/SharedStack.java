package io.fleetwire.system;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for every test that asks for one: {@code ./fleet up --adopt}, started when first asked for, stopped after the last test. */
final class SharedStack implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent("stack", key -> new Lease(), Lease.class)
                .stack;
    }

    private static final class Lease implements AutoCloseable {
        private final Stack stack;

        Lease() {
            try {
                Path data = Stack.home().resolve("system-tests/target/data");
                Files.createDirectories(data.getParent());
                stack = Stack.start(Files.createTempDirectory(data.getParent(), "up"), Stack.OFFSET, "up", "--adopt");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
