package io.fleetwire.clickhouse.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', commentCharacter = '^', textBlock = """
            INSERT INTO t FORMAT CSV 1,2                              | INSERT INTO t              | CSV       | 1,2
            insert into db.t (a, b) format RowBinary                  | insert into db.t (a, b)    | RowBinary | ~~
            INSERT INTO t VALUES (1, 'a')                             | INSERT INTO t              | Values    | ~ (1, 'a')~
            INSERT INTO `format` (`values`, format) FORMAT TSV x      | INSERT INTO `format` (`values`, format) | TSV | x
            INSERT INTO t SETTINGS insert_deduplication_token='FORMAT CSV' FORMAT TSV 1 | INSERT INTO t SETTINGS insert_deduplication_token='FORMAT CSV' | TSV | 1
            INSERT INTO t /* VALUES */ (a) VALUES (1)                 | INSERT INTO t /* VALUES */ (a) | Values | ~ (1)~
            INSERT INTO TABLE FUNCTION file('x', 'CSV') FORMAT CSV 1  | INSERT INTO TABLE FUNCTION file('x', 'CSV') | CSV | 1
            INSERT INTO "a""b".`c\\`d` FORMAT CSV 1                   | INSERT INTO "a""b".`c\\`d` | CSV       | 1
            """)
    void insertWithData(String sql, String head, String format, String data) {
        Statement.InsertData insert = (Statement.InsertData) Statement.parse(sql);

        assertThat(sql.substring(0, insert.headEnd()).strip()).isEqualTo(head);
        assertThat(insert.format()).contains(format);
        assertThat(sql.substring(insert.dataStart()).stripTrailing()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t", "INSERT INTO t (a, b)", "INSERT INTO db.t"})
    void insertWithoutAFormatTakesTheRequestsOne(String sql) {
        assertThat(Statement.parse(sql))
                .isEqualTo(new Statement.InsertData(sql.length(), sql.length(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT 1",
                "INSERT INTO t (a) SELECT 1 FORMAT CSV",
                "INSERT INTO t WITH 1 AS x SELECT x",
                "INSERT INTO t FROM INFILE 'a'"
            })
    void insertThatBringsNoDataIsAnOrdinaryStatement(String sql) {
        assertThat(Statement.parse(sql)).isInstanceOf(Statement.Plain.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', commentCharacter = '^', textBlock = """
            SELECT 1                                          | true  | -
            SELECT 1 FORMAT JSON                              | true  | JSON
            SELECT 1 format CSV;                              | true  | CSV
            SELECT 1 FORMAT TSV SETTINGS max_threads = 1      | true  | TSV
            SELECT 1 SETTINGS max_threads = 1 FORMAT TSV      | true  | TSV
            SELECT format FROM t                              | true  | -
            SELECT a AS format, b FROM t WHERE format = 'FORMAT JSON' | true | -
            SELECT * FROM (SELECT 1 FORMAT CSV)               | true  | -
            SELECT '-- FORMAT CSV' -- FORMAT JSON             | true  | -
            SELECT $tag$ FORMAT CSV $tag$                     | true  | -
            (SELECT 1) UNION ALL (SELECT 2) FORMAT CSV        | true  | CSV
            WITH 1 AS x SELECT x                              | true  | -
            SELECT count() FROM t GROUP BY a WITH TOTALS      | false | -
            SHOW TABLES FORMAT CSV                            | false | CSV
            CREATE TABLE t (a UInt8) ENGINE = Null            | false | -
            """)
    void formatAndStreamingOfOtherStatements(String sql, boolean mayStream, String format) {
        Statement.Plain plain = (Statement.Plain) Statement.parse(sql);

        assertThat(plain.mayStream()).isEqualTo(mayStream);
        assertThat(plain.format()).isEqualTo(Optional.ofNullable(format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET max_threads = 1", "use fleet", "CREATE TEMPORARY TABLE t (a UInt8)"})
    void whatStaysInTheSessionIsKnown(String sql) {
        assertThat(((Statement.Plain) Statement.parse(sql)).keepsState()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "--",
                "/*",
                "'",
                "`",
                "$",
                "$x",
                "INSERT",
                "INSERT INTO",
                "INSERT INTO t.",
                "SELECT '\\",
                "INSERT INTO t FORMAT",
                "#!",
                "(((",
                ")))"
            })
    void brokenTextNeverThrows(String sql) {
        assertThat(Statement.parse(sql)).isNotNull();
    }
}
