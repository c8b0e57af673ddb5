package io.fleetwire.clickhouse.server.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements that nobody may run here, whoever they are: those that reach files, other servers, programs, or the
 * server itself. Everything is decided on the engine's own rendering of the statement, in which comments, quotes and
 * case no longer hide anything. Lists name what is allowed wherever the engine has an open-ended list of its own, so
 * that a newer engine's additions are refused.
 */
public final class StatementPolicy {
    /** Table functions that make or rearrange rows and reach nothing. All others of the engine are refused. */
    private static final Set<String> SAFE_TABLE_FUNCTIONS = Set.of(
            "numbers",
            "numbers_mt",
            "zeros",
            "zeros_mt",
            "primes",
            "generaterandom",
            "generateseries",
            "generate_series",
            "values",
            "sqlstandardvalues",
            "null",
            "view",
            "viewexplain",
            "viewifpermitted",
            "merge",
            "format",
            "input",
            "mergetreeindex",
            "mergetreeprojection",
            "mergetreetextindex");

    /** Ordinary functions that read a file, call another server or run a program; and the disks of a table. */
    private static final Set<String> UNSAFE_FUNCTIONS = Set.of(
            "file",
            "catboostevaluate",
            "hascolumnintable",
            "disk",
            "aiclassify",
            "aigenerate",
            "aiembed",
            "aiextract",
            "aitranslate");

    /** Engines of tables and databases that keep their data in the data folder or in memory. */
    private static final Pattern SAFE_ENGINE =
            Pattern.compile("(Replacing|Summing|Aggregating|Collapsing|VersionedCollapsing|Coalescing)?MergeTree"
                    + "|Memory|Null|Log|TinyLog|StripeLog|Set|Join|Buffer|Merge|GenerateRandom|View|MaterializedView"
                    + "|Atomic");

    /** How a statement may begin, and what must follow: empty for anything. */
    private static final Map<String, Set<String>> BEGINNINGS = Map.ofEntries(
            Map.entry("SELECT", Set.of()),
            Map.entry("WITH", Set.of()),
            Map.entry("FROM", Set.of()),
            Map.entry("(", Set.of()),
            Map.entry("EXPLAIN", Set.of()),
            Map.entry("SHOW", Set.of()),
            Map.entry("DESCRIBE", Set.of()),
            Map.entry("EXISTS", Set.of()),
            Map.entry("CHECK", Set.of()),
            Map.entry("USE", Set.of()),
            Map.entry("SET", Set.of()),
            Map.entry("INSERT", Set.of()),
            Map.entry("DELETE", Set.of()),
            Map.entry("UPDATE", Set.of()),
            Map.entry("RENAME", Set.of()),
            Map.entry("EXCHANGE", Set.of()),
            Map.entry("DROP", Set.of()),
            Map.entry("DETACH", Set.of()),
            Map.entry("UNDROP", Set.of()),
            Map.entry("TRUNCATE", Set.of()),
            Map.entry("OPTIMIZE", Set.of()),
            Map.entry("KILL", Set.of("QUERY", "MUTATION")),
            Map.entry("ALTER", Set.of("TABLE", "TEMPORARY", "DATABASE")),
            Map.entry("CREATE", Set.of("TABLE", "TEMPORARY", "VIEW", "MATERIALIZED", "DATABASE")),
            Map.entry("REPLACE", Set.of("TABLE", "TEMPORARY")),
            Map.entry("ATTACH", Set.of("TABLE", "VIEW", "MATERIALIZED", "DATABASE")),
            Map.entry("SYSTEM", Set.of("FLUSH", "START", "STOP", "DROP", "CLEAR", "WAIT")));

    /**
     * Settings that name files or servers, carry SQL of their own, choose another language than SQL, or would undo the
     * limits of the server; {@code log_comment} is how the server finds a query of its own.
     */
    private static final Pattern LOCKED_SETTING = Pattern.compile("(.*_)?dialect|disk|log_comment|profile"
            + "|format_template_(resultset|row)|format_schema(_.*)?|output_format_schema"
            + "|format_avro_schema_registry_url|additional_(table_filters|result_filter)|implicit_select"
            + "|allow_introspection_functions|allow_experimental_ai_functions"
            + "|allow_experimental_eval_table_function|allow_python_table_function"
            + "|allow_experimental_ytsaurus_.*|max_memory_usage(_for_user)?");

    /** What begins a statement that can name an engine. */
    private static final Set<String> WITH_ENGINE = Set.of("CREATE", "ATTACH", "REPLACE");

    private final Set<String> unsafeFunctions;

    /** @param tableFunctions every table function that the engine has */
    public StatementPolicy(Collection<String> tableFunctions) {
        Set<String> unsafe = new HashSet<>(UNSAFE_FUNCTIONS);
        unsafe.addAll(tableFunctions.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !SAFE_TABLE_FUNCTIONS.contains(name))
                .collect(Collectors.toSet()));
        this.unsafeFunctions = Set.copyOf(unsafe);
    }

    /**
     * Why a statement may not run; empty where it may.
     *
     * @param canonical the statement as the engine itself writes it, one character per byte (ISO 8859-1)
     */
    public Optional<String> refusal(String canonical) {
        List<Token> tokens = tokens(canonical);
        return beginning(tokens)
                .or(() -> function(tokens))
                .or(() -> setting(tokens))
                .or(() -> engine(tokens))
                .or(() -> fileClause(tokens));
    }

    /** Why the data of {@code INSERT … VALUES} is refused, in which the engine evaluates expressions. */
    public Optional<String> refusalOfValues(String data) {
        List<Token> tokens = tokens(data);
        // The engine knows typographic quotes, the scanner does not.
        boolean ascii = tokens.stream()
                .allMatch(token -> token.quoted() || token.raw().chars().allMatch(c -> c < 128));
        return ascii ? function(tokens) : Optional.of("Characters outside ASCII in VALUES belong in quotes");
    }

    /** Whether no request may change this setting. */
    public static boolean isLocked(String setting) {
        return LOCKED_SETTING.matcher(setting.toLowerCase(Locale.ROOT)).matches();
    }

    private static Optional<String> beginning(List<Token> tokens) {
        String first = word(tokens, 0);
        Set<String> seconds = BEGINNINGS.get(first);
        if (tokens.isEmpty() || (seconds != null && seconds.isEmpty())) {
            return Optional.empty();
        }
        String second = word(tokens, 1).equals("OR") ? word(tokens, 3) : word(tokens, 1); // CREATE OR REPLACE
        return seconds != null && seconds.contains(second)
                ? Optional.empty()
                : disabled(
                        "Statement " + first + (seconds == null ? "" : " " + second), "it reaches beyond the tables");
    }

    /** A name with a bracket after it, quoted or not. */
    private Optional<String> function(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            String name = tokens.get(i - 1).name().toLowerCase(Locale.ROOT);
            if (word(tokens, i).equals("(") && unsafeFunctions.contains(name)) {
                return disabled("Function " + name, "it reaches files, other servers or programs");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> setting(List<Token> tokens) {
        boolean inSettings = false;
        for (int i = 0; i < tokens.size() - 1; i++) {
            inSettings |= word(tokens, i).equals("SETTINGS")
                    || (i == 0 && word(tokens, i).equals("SET"));
            String name = tokens.get(i).name();
            if (inSettings && word(tokens, i + 1).equals("=") && isLocked(name)) {
                return Optional.of("Setting " + name + " cannot be changed on this server");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> engine(List<Token> tokens) {
        if (!WITH_ENGINE.contains(word(tokens, 0))) {
            return Optional.empty();
        }
        for (int i = 0; i < tokens.size() - 2; i++) {
            String name = tokens.get(i + 2).name();
            // The engine writes the keyword in capitals; a column called engine keeps its own case.
            if (tokens.get(i).raw().equals("ENGINE")
                    && word(tokens, i + 1).equals("=")
                    && !SAFE_ENGINE.matcher(name).matches()) {
                return disabled("Engine " + name, "it keeps data outside the data folder");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fileClause(List<Token> tokens) {
        for (int i = 0; i < tokens.size() - 1; i++) {
            String word = word(tokens, i);
            String next = word(tokens, i + 1);
            boolean file = (word.equals("INTO") && next.equals("OUTFILE"))
                    || (word.equals("FROM") && next.equals("INFILE"))
                    || (word.equals("INTO") && next.equals("FUNCTION"))
                    || (word.equals("TABLE") && next.equals("FUNCTION"))
                    || (word.equals("PARALLEL") && next.equals("WITH"))
                    || (word.equals("FETCH") && next.startsWith("PART"))
                    || (word.equals("FROM")
                            && next.equals("'")
                            && word(tokens, 0).equals("ATTACH"));
            if (file) {
                return disabled(word + " " + (next.equals("'") ? "path" : next), "it reaches files or other servers");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> disabled(String what, String why) {
        return Optional.of(what + " is disabled on this server for every user: " + why);
    }

    private static String word(List<Token> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).word() : "";
    }

    private static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        SqlScanner scanner = new SqlScanner(sql);
        while (scanner.next()) {
            tokens.add(new Token(scanner.token(), scanner.raw(), scanner.isName()));
        }
        return tokens;
    }

    /**
     * A piece of a statement.
     *
     * @param word a bare word in capitals, else the first character
     * @param raw as written
     * @param isName whether it is a bare word or a quoted name
     */
    private record Token(String word, String raw, boolean isName) {
        boolean quoted() {
            return raw.length() > 1 && "'`\"$".indexOf(raw.charAt(0)) >= 0;
        }

        /** Without its quotes; empty where it is no name. */
        String name() {
            if (!isName) {
                return "";
            }
            return quoted() ? raw.substring(1, raw.length() - 1) : raw;
        }
    }
}
