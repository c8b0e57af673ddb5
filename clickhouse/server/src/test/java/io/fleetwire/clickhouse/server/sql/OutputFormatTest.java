package io.fleetwire.clickhouse.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            TSV                                | ^^        | a;1
            tabseparatedwithnames              | a;        | 1
            TSVWithNamesAndTypes               | a;UInt8;  | 1
            CSVWithNames                       | "a;b""c"; | 1
            CSVWithNamesAndTypes               | "a;b";"x";| 1
            JSONCompactEachRowWithNamesAndTypes| ["a"];["x"]; | [1]
            """)
    void cutsTheLinesOfNames(String format, String header, String rows) {
        String chunk = (header + rows).replace(';', '\n');

        assertThat(headerBytes(format, chunk.getBytes(StandardCharsets.UTF_8))).isEqualTo(header.length());
    }

    @ParameterizedTest
    @CsvSource({"RowBinary, 0", "RowBinaryWithNames, 5", "RowBinaryWithNamesAndTypes, 9"})
    void cutsBinaryNames(String format, int expected) {
        byte[] chunk = {2, 1, 'a', 1, 'b', 1, 'X', 1, 'Y', 42, 43};

        assertThat(headerBytes(format, chunk)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"JSON", "Parquet", "Pretty", "XML", "CustomSeparated", "nosuch", "WithNames", "ParquetWithNames"})
    void whatHasAnEndIsNotStreamed(String format) {
        assertThat(OutputFormat.of(format)).isEqualTo(OutputFormat.DOCUMENT);
    }

    private static int headerBytes(String format, byte[] chunk) {
        return OutputFormat.of(format).headerBytes(new OutputFormat.Bytes() {
            @Override
            public int length() {
                return chunk.length;
            }

            @Override
            public byte at(int index) {
                return chunk[index];
            }
        });
    }
}
