package io.fleetwire.engine.job.sink;

import org.apache.flink.util.OutputTag;

/** Ways out of an operator beside its main one. */
public final class Outputs {

    /** To Kafka, at once. */
    public static final OutputTag<Message> MESSAGES =
            new OutputTag<>("messages", new Message.MessageCodec().flinkType());

    private Outputs() {}
}
