package io.fleetwire.engine.job.store;

import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.OutputTag;

/**
 * A row for ClickHouse, as RowBinary.
 *
 * @param table where it belongs in {@link Tables#ALL}
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Row(int table, byte[] bytes) {

    /** Rows beside an operator's main output. */
    public static final OutputTag<Row> OUTPUT = new OutputTag<>("rows", new RowCodec().flinkType());

    /** The bytes of a row. */
    public static final class RowCodec implements Codec<Row> {
        @Override
        public Class<Row> type() {
            return Row.class;
        }

        @Override
        public void write(Row row, DataOutputView out) throws IOException {
            out.writeByte(row.table);
            Bytes.write(row.bytes, out);
        }

        @Override
        public Row read(DataInputView in) throws IOException {
            return new Row(in.readByte(), Bytes.read(in));
        }
    }
}
