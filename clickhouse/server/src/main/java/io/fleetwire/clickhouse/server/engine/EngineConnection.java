package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One session of the engine: settings, current database, temporary tables. Runs one statement at a time; several
 * connections run in parallel. Not thread-safe.
 */
@SuppressWarnings("restricted") // the foreign-function API is what this package is for
public final class EngineConnection {
    private static final int ANALYSIS_BYTES = 16;
    private static final Pattern OUR_OWN_CALL =
            Pattern.compile(": In scope SELECT formatQuerySingleLine.*", Pattern.DOTALL);

    private final ChdbFunctions chdb;
    private final List<String> arguments;
    private MemorySegment pointer;
    private List<String> beginning = List.of();

    private EngineConnection(ChdbFunctions chdb, List<String> arguments) {
        this.chdb = chdb;
        this.arguments = arguments;
        this.pointer = connect(chdb, arguments);
    }

    static EngineConnection open(ChdbFunctions chdb, List<String> arguments) {
        return new EngineConnection(chdb, List.copyOf(arguments));
    }

    private static MemorySegment connect(ChdbFunctions chdb, List<String> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = chdb.connect(arguments.size(), Strings.argv(arena, arguments));
            if (pointer.address() == 0) {
                throw new IllegalStateException("the engine refused to open its data folder (is another process using"
                        + " it, or is the disk full?): " + String.join(" ", arguments));
            }
            return pointer.reinterpret(ValueLayout.ADDRESS.byteSize());
        }
    }

    /**
     * Begins a new session in the place of this one: for one that cannot be led back to its beginning ({@code SET
     * readonly = 1}). Rare, because connecting touches signal handlers; harmless, because libjsig keeps the JVM's.
     */
    public void reopen() {
        chdb.closeConn(pointer);
        pointer = connect(chdb, arguments);
        try {
            beginWith(beginning);
        } catch (EngineException e) {
            throw new IllegalStateException("a new connection refuses what an older one took", e);
        }
    }

    /** Runs these statements now and whenever the connection is opened anew. */
    public void beginWith(List<String> statements) throws EngineException {
        beginning = List.copyOf(statements);
        for (String statement : beginning) {
            text(statement);
        }
    }

    private MemorySegment handle() {
        return pointer.get(ValueLayout.ADDRESS, 0);
    }

    /** Runs a statement to its end and keeps the whole result in the engine's memory. */
    public QueryResult query(String sql, String format, Map<String, String> parameters) throws EngineException {
        return QueryResult.orThrow(chdb, call(chdb::queryWithParamsN, sql, format, parameters));
    }

    /** Runs a SELECT whose result is fetched in chunks. No other statement may run before it is closed. */
    public ResultStream stream(String sql, String format, Map<String, String> parameters) throws EngineException {
        MemorySegment stream = call(chdb::streamQueryWithParamsN, sql, format, parameters);
        String error = Strings.read(chdb.resultError(stream));
        if (error != null) {
            chdb.destroyQueryResult(stream);
            throw new EngineException(error);
        }
        return new ResultStream(chdb, handle(), stream);
    }

    /** Begins an INSERT: {@code sql} ends before FORMAT or VALUES. No other statement may run before it is closed. */
    public InsertStream insert(String sql, String format, Map<String, String> parameters) throws EngineException {
        MemorySegment insert = call(chdb::streamInsertWithParamsN, sql, format, parameters);
        String error = Strings.read(chdb.streamInsertError(insert));
        if (error != null) {
            chdb.destroyInsertStream(insert);
            throw new EngineException(error);
        }
        return new InsertStream(chdb, insert);
    }

    /** Runs a statement and returns its result as tab separated text. */
    public String text(String sql) throws EngineException {
        return text(sql, "TabSeparated", Map.of()).strip();
    }

    /**
     * A statement as the engine itself writes it after parsing: no comments, one kind of quotes, keywords in capitals.
     *
     * @throws EngineException with the engine's syntax error
     */
    public String canonical(String sql) throws EngineException {
        try {
            return text("SELECT formatQuerySingleLine({q:String})", "TSVRaw", Map.of("q", Strings.tabEscaped(sql)));
        } catch (EngineException e) {
            throw new EngineException(OUR_OWN_CALL.matcher(e.text()).replaceFirst(". (SYNTAX_ERROR)"));
        }
    }

    private String text(String sql, String format, Map<String, String> parameters) throws EngineException {
        try (QueryResult result = query(sql, format, parameters)) {
            MemorySegment data = result.data();
            return data.address() == 0 ? "" : new String(data.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    /** What {@code sql} would do, without running it. */
    public StatementClass classify(String sql) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = Strings.utf8(arena, sql);
            MemorySegment analysis = arena.allocate(ANALYSIS_BYTES, Integer.BYTES);
            analysis.set(ValueLayout.JAVA_INT, 0, ANALYSIS_BYTES);
            chdb.classifyQueryN(handle(), text, text.byteSize(), MemorySegment.NULL, 0, analysis);
            if (analysis.get(ValueLayout.JAVA_INT, 4) > 1) {
                return StatementClass.SEVERAL;
            }
            return switch (analysis.get(ValueLayout.JAVA_INT, 12)) {
                case 0 -> StatementClass.READ_ONLY;
                case 1 -> StatementClass.MUTATING;
                case 2 -> StatementClass.MUTATING_GLOBAL;
                case 3 -> StatementClass.CONTROL;
                default -> StatementClass.UNKNOWN;
            };
        }
    }

    void close() {
        chdb.closeConn(pointer);
    }

    private MemorySegment call(Call function, String sql, String format, Map<String, String> parameters) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = Strings.utf8(arena, sql);
            MemorySegment formatName = Strings.utf8(arena, format);
            Bindings bound = Bindings.of(arena, parameters);
            return function.call(
                    handle(),
                    text,
                    text.byteSize(),
                    formatName,
                    formatName.byteSize(),
                    bound.names(),
                    bound.nameLengths(),
                    bound.values(),
                    bound.valueLengths(),
                    bound.count());
        }
    }

    /** The shape that the three statement functions of libchdb share. */
    @FunctionalInterface
    private interface Call {
        MemorySegment call(
                MemorySegment connection,
                MemorySegment sql,
                long sqlLength,
                MemorySegment format,
                long formatLength,
                MemorySegment names,
                MemorySegment nameLengths,
                MemorySegment values,
                MemorySegment valueLengths,
                long count);
    }
}
