package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Loads libchdb and binds {@link ChdbFunctions} to it. */
@SuppressWarnings("restricted") // the foreign-function API is what this package is for
final class ChdbLibrary {
    private ChdbLibrary() {}

    static ChdbFunctions load(Path library) {
        requireSignalChaining();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        Map<Method, MethodHandle> handles = new HashMap<>();
        for (Method method : ChdbFunctions.class.getDeclaredMethods()) {
            handles.put(method, bind(symbols, method));
        }
        ClassLoader loader = ChdbFunctions.class.getClassLoader();
        ChdbFunctions functions = (ChdbFunctions) Proxy.newProxyInstance(
                loader, new Class<?>[] {ChdbFunctions.class}, (proxy, method, arguments) -> {
                    MethodHandle handle = handles.get(method);
                    if (handle == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return handle.invoke(arguments);
                });
        // Before anything else: the engine must never install signal handlers over the JVM's.
        functions.setSignalHandlersEnabled(0);
        return functions;
    }

    private static MethodHandle bind(SymbolLookup symbols, Method method) {
        String symbol = "chdb_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        MemoryLayout[] parameters = Arrays.stream(method.getParameterTypes())
                .map(ChdbLibrary::layout)
                .toArray(MemoryLayout[]::new);
        FunctionDescriptor descriptor = method.getReturnType() == void.class
                ? FunctionDescriptor.ofVoid(parameters)
                : FunctionDescriptor.of(layout(method.getReturnType()), parameters);
        MemorySegment address = symbols.find(symbol)
                .orElseThrow(() -> new IllegalStateException(
                        "libchdb has no function " + symbol + "; version 26.7 or newer is needed"));
        return Linker.nativeLinker().downcallHandle(address, descriptor).asSpreader(Object[].class, parameters.length);
    }

    private static MemoryLayout layout(Class<?> type) {
        if (type == int.class) {
            return ValueLayout.JAVA_INT;
        }
        return type == long.class ? ValueLayout.JAVA_LONG : ValueLayout.ADDRESS;
    }

    /**
     * The engine resets SIGSEGV to its default while connecting, and a JVM without its SIGSEGV handler dies at its next
     * implicit null check. Only a preloaded libjsig keeps the JVM's handlers in place.
     */
    private static void requireSignalChaining() {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.exists(maps)) {
            return; // not Linux: no such listing
        }
        try (var lines = Files.lines(maps)) {
            if (lines.noneMatch(line -> line.endsWith("/libjsig.so"))) {
                throw new IllegalStateException(
                        "libjsig is not loaded: start this process with"
                                + " LD_PRELOAD=$JAVA_HOME/lib/libjsig.so, else the engine takes the JVM's signal handlers away");
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + maps, e);
        }
    }
}
