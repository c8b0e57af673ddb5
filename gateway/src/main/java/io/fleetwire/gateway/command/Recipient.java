package io.fleetwire.gateway.command;

import io.fleetwire.event.Command;
import java.time.Duration;

/** A connected device that can be asked, as {@link CommandDispatcher} sees it. Called on any thread; nothing here may block. */
public interface Recipient {

    /** This is the next one: call {@link CommandDispatcher#claim} when the device may be spoken to. */
    void offer(Command command);

    /** It is ours to send: now, or as soon as the device may be spoken to. */
    void send(Command command);

    /** It is not to be sent any more, or its answer is not waited for any longer. */
    void withdraw(Command command);

    /** A moment has passed with a command on offer. */
    void tick();

    /** How long an answer may take. */
    Duration patience();

    /** Whether an answer may still come after the device connected again: it names its command. */
    boolean answersAfterReconnect();
}
