package io.fleetwire.gateway.testing;

import io.fleetwire.event.Command;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.Outcome.Step;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.Refused;
import io.fleetwire.protocol.Reply;
import io.fleetwire.protocol.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A protocol of lines that exercises every kind of outcome: {@code ID device}, {@code P n} (n records, told {@code n} when
 * stored), {@code Q n} (n records, told nothing), {@code AT ms} (one record of that time, told the time), {@code BAD}
 * (undecodable, told {@code bad} when stored), {@code STUCK words} (undecodable, and sent until it is told {@code ok}), {@code V kmh} (a record with this speed, told the speed when stored), {@code AT ms lat lon sim} (with a
 * place and a SIM's number), {@code RE words}, {@code NO words} and {@code REF reference words} (the answers to a command that was heard as
 * {@code CMD name}), {@code HELLO} (told {@code hi} now), {@code BYE} (closes), {@code TICK ms} (asks to be woken).
 */
public final class LineAdapter implements ProtocolAdapter<String> {

    /** The protocol's id. */
    public static final String ID = "line";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Transport> transports() {
        return Set.of(Transport.TCP);
    }

    @Override
    public int defaultPort() {
        return 7_000;
    }

    @Override
    public Recognition recognise(ByteBuf firstBytes) {
        String start = firstBytes.toString(StandardCharsets.US_ASCII);
        return start.startsWith("ID ")
                ? Recognition.YES
                : "ID ".startsWith(start) ? Recognition.UNDECIDED : Recognition.NO;
    }

    @Override
    public ByteToMessageDecoder newFramer() {
        return new LineBasedFrameDecoder(64);
    }

    @Override
    public String newSession() {
        return "";
    }

    @Override
    public Outcome<String> receive(String device, ByteBuf frame, Instant receivedAt) {
        String[] words = frame.toString(StandardCharsets.US_ASCII).split(" ", -1);
        return switch (words[0]) {
            case "ID" ->
                new Outcome.Login<>(
                        words[1],
                        profile -> Step.of(words[1]).reply(new Reply.Now(line("yes"))),
                        Step.of(device).reply(new Reply.Now(line("no"))).closing());
            case "P" ->
                Step.of(device)
                        .with(records(device, Integer.parseInt(words[1]), receivedAt))
                        .reply(new Reply.WhenStored(line(words[1])));
            case "Q" -> Step.of(device).with(records(device, Integer.parseInt(words[1]), receivedAt));
            case "AT" -> Step.of(device).with(List.of(at(device, words))).reply(new Reply.WhenStored(line(words[1])));
            case "BAD" ->
                Step.of(device)
                        .refuse(new Refused("not a line", new byte[] {1, 2}))
                        .reply(new Reply.WhenStored(line("bad")));
            case "STUCK" -> {
                byte[] bytes = words[1].getBytes(StandardCharsets.US_ASCII);
                Refused.Insistent insistent = new Refused.Insistent(words[1].hashCode(), new byte[] {'o', 'k', '\n'});
                yield Step.of(device).refuse(new Refused("not a line", bytes, insistent));
            }
            case "V" ->
                Step.of(device)
                        .with(List.of(moving(device, Double.parseDouble(words[1]), receivedAt)))
                        .reply(new Reply.WhenStored(line(words[1])));
            case "RE" -> Step.of(device).answering(new CommandAnswer(null, false, words[1]));
            case "NO" -> Step.of(device).answering(new CommandAnswer(null, true, words[1]));
            case "REF" -> Step.of(device).answering(new CommandAnswer(words[1], false, words[2]));
            case "HELLO" -> Step.of(device).reply(new Reply.Now(line("hi")));
            case "BYE" ->
                Step.of(device).reply(new Reply.WhenStored(line("bye"))).closing();
            case "TICK" -> Step.of(device).waking(receivedAt.plusMillis(Long.parseLong(words[1])));
            default -> Step.of(device).refuse(new Refused("no such word", new byte[0]));
        };
    }

    @Override
    public Step<String> wake(String device, Instant now) {
        return Step.of(device).reply(new Reply.Now(line("tock")));
    }

    @Override
    public List<CommandForm> commands() {
        return List.of(
                CommandForm.question("ping", "Nothing."),
                CommandForm.question("named", "Nothing, with a reference."),
                new CommandForm("stop", "Stops.", CommandForm.Risk.DANGEROUS, true, List.of()));
    }

    @Override
    public CommandFrame command(String device, Command command) throws Malformed {
        CommandForm.of(commands(), command);
        return new CommandFrame(
                line("CMD " + command.command()), command.command().equals("named") ? command.id() : null);
    }

    private static Telemetry moving(String device, double speedKmh, Instant at) {
        Fix fix =
                new Fix(52.5, 13.4, true, Measure.ABSENT, speedKmh, Measure.ABSENT, 9, Measure.ABSENT, Measure.ABSENT);
        return Telemetry.builder(device, ID, at.toEpochMilli()).fix(fix).build();
    }

    private static Telemetry at(String device, String[] words) {
        Telemetry.Builder record = Telemetry.builder(device, ID, Long.parseLong(words[1]));
        if (words.length > 3) {
            record.fix(Fix.at(Double.parseDouble(words[2]), Double.parseDouble(words[3])));
        }
        if (words.length > 4) {
            record.attributes(Map.of("iccid", words[4]));
        }
        return record.build();
    }

    private static List<VehicleEvent> records(String device, int count, Instant at) {
        List<VehicleEvent> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Telemetry.builder(device.isEmpty() ? "nobody" : device, ID, at.toEpochMilli() + i)
                    .build());
        }
        return records;
    }

    private static ByteBuf line(String text) {
        return Unpooled.copiedBuffer(text + "\n", StandardCharsets.US_ASCII);
    }
}
