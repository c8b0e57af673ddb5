package io.fleetwire.protocol.queclink;

/** What a device says, one record per kind of message. What it reports is told apart by its type, and described by tables. */
sealed interface QueclinkMessage {

    /** The message itself. */
    Sentence sentence();

    /** Something happened, now or while the network was away. */
    record Report(Named named) implements QueclinkMessage {
        @Override
        public Sentence sentence() {
            return named.sentence();
        }
    }

    /** Still there. */
    record Heartbeat(Sentence sentence) implements QueclinkMessage {}

    /** A command was taken. */
    record CommandTaken(Named named) implements QueclinkMessage {
        @Override
        public Sentence sentence() {
            return named.sentence();
        }
    }
}
