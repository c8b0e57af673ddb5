package io.fleetwire.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sends what, with the topics in the test's hand. */
@SuppressWarnings("FutureReturnValueIgnored") // the log has what they stored
class CommandDeskTest {

    private final Log log = new Log();
    private final CommandDispatcher dispatcher = log.dispatcher("gateway-a");

    /** A device's connection that may be spoken to at any time. */
    private static final class Line implements Recipient {
        private final CommandDispatcher dispatcher;
        final List<String> sent = new ArrayList<>();
        final List<String> withdrawn = new ArrayList<>();
        boolean busy;

        Line(CommandDispatcher dispatcher) {
            this.dispatcher = dispatcher;
        }

        static Line on(CommandDispatcher dispatcher) {
            Line line = new Line(dispatcher);
            dispatcher.connected("truck", line);
            return line;
        }

        @Override
        public void offer(Command command) {
            if (!busy) {
                dispatcher.claim(command.id(), this);
            }
        }

        @Override
        public void send(Command command) {
            sent.add(command.id());
        }

        @Override
        public void withdraw(Command command) {
            withdrawn.add(command.id());
        }

        @Override
        public void tick() {}

        @Override
        public Duration patience() {
            return Duration.ofSeconds(30);
        }

        @Override
        public boolean answersAfterReconnect() {
            return false;
        }
    }

    @Test
    void aConnectedDeviceIsAskedOnceTheClaimHasComeBack() {
        Line line = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        assertThat(log.story("c-1")).containsExactly(Status.SENT);
        assertThat(line.sent).isEmpty();

        log.settle();
        assertThat(line.sent).containsExactly("c-1");

        dispatcher.ended("truck", "c-1", false, "pong");
        log.settle();
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.DONE);
        assertThat(log.words("c-1")).isEqualTo("pong");
    }

    @Test
    void oneAfterTheOther() {
        Line line = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.asks("c-2", "ping", null, null);
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
        dispatcher.ended("truck", "c-1", false, "pong");
        log.settle();
        assertThat(line.sent).containsExactly("c-1", "c-2");
    }

    @Test
    void whatWasAskedWhileNobodyWasThereWaits() {
        log.asks("c-1", "ping", Duration.ofHours(1), null);
        log.pass(Duration.ofMinutes(59));
        assertThat(log.results).isEmpty();

        Line line = Line.on(dispatcher);
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
    }

    @Test
    void whatNobodyTookExpiresOnceHoweverManyGatewaysSayIt() {
        log.dispatcher("gateway-b");
        log.asks("c-1", "ping", Duration.ofHours(1), null);
        log.pass(Duration.ofMinutes(61));
        assertThat(log.story("c-1")).containsExactly(Status.EXPIRED);

        Line line = Line.on(dispatcher);
        log.pass(Duration.ofMinutes(1));
        assertThat(line.sent).isEmpty();
        assertThat(log.story("c-1")).containsExactly(Status.EXPIRED);
    }

    @Test
    void aCommandWithoutAnEndExpiresAfterSevenDays() {
        log.asks("c-1", "ping", null, null);
        log.pass(PendingCommand.LONGEST_WAIT.minusMinutes(1));
        assertThat(log.story("c-1")).isEmpty();
        log.pass(Duration.ofMinutes(2));
        assertThat(log.story("c-1")).containsExactly(Status.EXPIRED);
    }

    /** The device dialled in anew at the other gateway, and the first does not know yet. */
    @Test
    void ofTwoGatewaysThatHoldTheDeviceOneSends() {
        CommandDispatcher other = log.dispatcher("gateway-b");
        Line line = Line.on(dispatcher);
        Line otherLine = Line.on(other);
        log.asks("c-1", "ping", null, null);
        assertThat(log.results).hasSize(2).allMatch(result -> result.status() == Status.SENT);

        log.settle();
        assertThat(line.sent.size() + otherLine.sent.size()).isOne();
        String winner = log.results.getFirst().gateway();
        assertThat(("gateway-a".equals(winner) ? line : otherLine).sent).containsExactly("c-1");
    }

    @Test
    void onlyTheGatewayThatHoldsTheDeviceSends() {
        CommandDispatcher other = log.dispatcher("gateway-b");
        Line line = Line.on(other);
        log.asks("c-1", "ping", null, null);
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
        assertThat(log.results)
                .singleElement()
                .extracting(CommandResult::gateway)
                .isEqualTo("gateway-b");
    }

    @Test
    void whatWasSentBeforeARestartIsNotSentAgain() {
        Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.readOn(dispatcher); // sent; then the process dies

        CommandDispatcher restarted = log.dispatcher("gateway-a2");
        Line line = Line.on(restarted);
        log.readOn(restarted);
        restarted.tick();
        assertThat(line.sent).isEmpty();
    }

    @Test
    void whatWasSentBeforeACrashAndNeverAnsweredEndsAsUnknown() {
        Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        CommandDispatcher survivor = log.dispatcher("gateway-b");
        log.now = log.now.plus(OrphanedCommands.LONGEST).plusSeconds(30);
        survivor.tick();
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.FAILED);
        assertThat(log.words("c-1")).contains("not known");
    }

    @Test
    void whatWaitedBeforeARestartIsSentAfterIt() {
        log.asks("c-1", "ping", null, null);
        CommandDispatcher restarted = log.dispatcher("gateway-a2");
        Line line = Line.on(restarted);
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
    }

    @Test
    void whatIsTakenBackInTimeIsNotSent() {
        Line line = new Line(dispatcher);
        line.busy = true;
        dispatcher.connected("truck", line);
        Command command = log.asks("c-1", "ping", null, null);
        log.results.add(CommandResult.takenBack(command, "ada", log.now));
        log.settle();
        assertThat(line.withdrawn).containsExactly("c-1");
        dispatcher.claim("c-1", line);
        log.settle();
        assertThat(line.sent).isEmpty();
        assertThat(log.story("c-1")).containsExactly(Status.FAILED);
    }

    /** The topic's order decides: taken back first, the claim behind it counts for nothing, though it was written without knowing. */
    @Test
    void takingBackAndSendingAtOnceIsDecidedByTheTopic() {
        Line line = new Line(dispatcher);
        line.busy = true;
        dispatcher.connected("truck", line);
        Command command = log.asks("c-1", "ping", null, null);
        log.results.add(CommandResult.takenBack(command, "ada", log.now));
        dispatcher.claim("c-1", line);
        log.settle();
        assertThat(line.sent).isEmpty();
        assertThat(log.story("c-1")).containsExactly(Status.FAILED);
    }

    @Test
    void takenBackTooLateItRunsItsCourse() {
        Line line = Line.on(dispatcher);
        Command command = log.asks("c-1", "ping", null, null);
        log.results.add(CommandResult.takenBack(command, "ada", log.now));
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
        dispatcher.ended("truck", "c-1", false, "pong");
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.DONE);
    }

    @Test
    void noAnswerIsAFailureWhoseEffectNobodyKnows() {
        Line line = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.asks("c-2", "ping", null, null);
        log.settle();
        log.pass(Duration.ofSeconds(31));
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.FAILED);
        assertThat(log.words("c-1")).isEqualTo("no answer within 30 s; whether it did it is not known");
        assertThat(line.withdrawn).contains("c-1");
        assertThat(line.sent).containsExactly("c-1", "c-2");
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerIsAFailureWhoseEffectNobodyKnows() {
        Line line = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.settle();
        dispatcher.gone("truck", line);
        log.settle();
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.FAILED);
        assertThat(log.words("c-1")).contains("not known");
    }

    @Test
    void whatIsClaimedGoesToTheConnectionThereIsThen() {
        Line first = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        dispatcher.gone("truck", first);
        Line second = Line.on(dispatcher);
        log.settle();
        assertThat(first.sent).isEmpty();
        assertThat(second.sent).containsExactly("c-1");
    }

    @Test
    void aClaimThatKafkaDidNotTakeIsMadeAgain() {
        log.away = true;
        Line line = Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        assertThat(log.results).isEmpty();
        log.away = false;
        log.pass(Duration.ofSeconds(3));
        assertThat(line.sent).containsExactly("c-1");
    }

    @Test
    void anEndThatKafkaDidNotTakeIsSaidAgain() {
        Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.settle();
        log.away = true;
        assertThat(dispatcher.ended("truck", "c-1", false, "pong")).isCompletedExceptionally();
        log.away = false;
        log.pass(Duration.ofSeconds(1));
        assertThat(log.story("c-1")).containsExactly(Status.SENT, Status.DONE);
    }

    @Test
    void oneDeviceCannotFillTheGateway() {
        for (int i = 0; i <= CommandDispatcher.MAX_PER_DEVICE; i++) {
            log.asks("c-" + i, "ping", null, null);
        }
        assertThat(log.results)
                .singleElement()
                .satisfies(result -> assertThat(result.id()).isEqualTo("c-" + CommandDispatcher.MAX_PER_DEVICE));
        assertThat(log.words("c-" + CommandDispatcher.MAX_PER_DEVICE)).isEqualTo("too many commands wait already");
    }

    @Test
    void anotherDevicesAnswerEndsNothing() {
        Line.on(dispatcher);
        log.asks("c-1", "ping", null, null);
        log.settle();
        dispatcher.ended("thief", "c-1", false, "pong");
        dispatcher.ended("truck", "c-unknown", false, "pong");
        assertThat(log.story("c-1")).containsExactly(Status.SENT);
    }

    @Test
    void aCommandThatIsReadTwiceIsOne() {
        Line line = Line.on(dispatcher);
        Command command = log.asks("c-1", "ping", null, null);
        dispatcher.read(command, Log.NOON);
        log.settle();
        dispatcher.ended("truck", "c-1", false, "pong");
        log.settle();
        dispatcher.read(command, Log.NOON);
        log.settle();
        assertThat(line.sent).containsExactly("c-1");
    }
}
