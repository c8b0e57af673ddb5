package io.fleetwire.clickhouse.server.engine;

/** What a statement does to state that outlives it, decided by the engine's own parser. */
public enum StatementClass {
    /** SELECT, SHOW, DESCRIBE, EXPLAIN, EXISTS, CHECK. */
    READ_ONLY,
    /** Changes a database. */
    MUTATING,
    /** Changes something beside the databases: functions, users. */
    MUTATING_GLOBAL,
    /** USE, SET, SYSTEM, KILL, …: changes the session or the server's state. */
    CONTROL,
    /** Did not parse. */
    UNKNOWN,
    /** More than one statement. */
    SEVERAL
}
