package io.fleetwire.system;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One house for every test that asks for one: {@code ./fleet up --adopt}, started when first asked for, stopped after the last test. */
final class SharedHouse implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent("house", key -> new Lease(), Lease.class)
                .house;
    }

    private static final class Lease implements AutoCloseable {
        private final House house;

        Lease() {
            try {
                Path data = House.home().resolve("system-tests/target/data");
                Files.createDirectories(data.getParent());
                house = House.start(Files.createTempDirectory(data.getParent(), "up"), House.OFFSET, "up", "--adopt");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            house.close();
        }
    }
}
