package io.fleetwire.standalone.decode;

import io.fleetwire.event.wire.Json;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.workbench.CaptureReport;
import io.fleetwire.protocol.workbench.HexInput;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.Request;
import io.fleetwire.protocol.workbench.Workbench;
import io.fleetwire.protocol.workbench.capture.Capture;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a device's bytes say, byte by byte, and what the gateway makes of them. Nothing needs to be up. */
@Command(
        name = "fleet decode",
        mixinStandardHelpOptions = true,
        version = "Fleetwire 0.1.0",
        sortOptions = false,
        description =
                "What a device's bytes say, byte by byte, and what the gateway makes of them. Nothing needs to be up.",
        footer = {
            "",
            "Hex may be spaced, prefixed, an array, or a dump of xxd, hexdump or Wireshark.",
            "A frame without its login is read as if the device had logged in, and been asked what it answers.",
            "",
            "  ./fleet decode 78781101075253367890024270003201000512790d0a",
            "  ./fleet decode --protocol teltonika --model FMB640 frame.txt",
            "  tcpdump -i any -w trackers.pcap port 5027; ./fleet decode trackers.pcap",
            "  xxd -p frame.bin | ./fleet decode --json -",
            "",
            "Exit status: 0 all of it was understood, 1 something was not, 2 wrong usage."
        })
public final class Decode implements Callable<Integer> {

    /** The script knows whether it writes to a terminal; the JVM does not. */
    private static final boolean TERMINAL = Boolean.getBoolean("fleetwire.tty");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "HEX|FILE",
            arity = "1..*",
            description = "Bytes, or a file of them: hex, raw, pcap or pcapng; - is standard input.")
    private List<String> input = new ArrayList<>();

    @Option(names = "--protocol", paramLabel = "P", description = "Such as teltonika (default: recognised).")
    private @Nullable String protocol;

    @Option(names = "--transport", paramLabel = "tcp|udp", description = "How the bytes came (default: what fits).")
    private @Nullable String transport;

    @Option(names = "--text", description = "The input is the text itself, of a protocol that speaks text.")
    private boolean text;

    @Option(names = "--device", paramLabel = "ID", description = "Who says it, where the bytes don't.")
    private String device = Request.NOBODY;

    @Option(names = "--model", paramLabel = "M", description = "The device's product, such as FMB640.")
    private @Nullable String model;

    @Option(names = "--time-zone", paramLabel = "+HH:MM", description = "Of times that carry none.")
    private @Nullable String timeZone;

    @Option(names = "--lenient", description = "Read on where a checksum or a length is wrong.")
    private boolean lenient;

    @Option(
            names = "--state",
            paramLabel = "NAME=VALUE",
            description =
                    "Of the dialogue they come from, such as headers=on or asked=010C of an OBD adapter (default: what the"
                            + " bytes show).")
    private Map<String, String> state = Map.of();

    @Option(names = "--at", paramLabel = "TIME", description = "When it was received (default: now).")
    private @Nullable String at;

    @Option(names = "--json", description = "The report as JSON, as POST /api/v1/decode answers it.")
    private boolean json;

    public static void main(String[] args) {
        CommandLine line = commandLine();
        line.setOut(new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
        int status = line.execute(args);
        line.getOut().flush();
        System.exit(status);
    }

    /** The command, ready to be executed. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Decode());
        line.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println("✗ " + exception.getMessage());
            command.getErr().flush();
            return exception instanceof IllegalArgumentException
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, Malformed {
        byte[] bytes = bytes();
        Request how = request(bytes);
        Report.Verdict verdict;
        Object report;
        Printer printer = new Printer(spec.commandLine().getOut(), TERMINAL && System.getenv("NO_COLOR") == null);
        if (!text && Capture.isOne(bytes)) {
            CaptureReport capture = CaptureReport.of(bytes, how);
            verdict = capture.verdict();
            report = capture;
            if (!json) {
                printer.print(capture);
            }
        } else {
            Report one = Workbench.report(how);
            verdict = one.verdict();
            report = one;
            if (!json) {
                printer.print(one);
            }
        }
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        }
        return verdict == Report.Verdict.DECODED ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Request request(byte[] bytes) {
        return Request.of(bytes, at == null ? Instant.now() : at(at))
                .in(protocol)
                .over(transport == null ? null : transport(transport))
                .amid(state)
                .from(device, new DeviceProfile(model, timeZone == null ? null : zone(timeZone), lenient, false));
    }

    private Instant at(String given) {
        try {
            return Instant.parse(given);
        } catch (DateTimeException e) {
            throw wrong("--at is a time such as 2026-11-21T10:00:00Z");
        }
    }

    private ZoneOffset zone(String given) {
        try {
            return ZoneOffset.of(given);
        } catch (DateTimeException e) {
            throw wrong("--time-zone is an offset such as +08:00");
        }
    }

    private Transport transport(String given) {
        try {
            return Transport.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--transport is tcp or udp");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private byte[] bytes() throws IOException {
        String given = String.join(" ", input);
        if (given.equals("-")) {
            return meant(limited(System.in, "standard input"));
        }
        Path file = file();
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                return meant(limited(in, given));
            }
        }
        return text ? HexInput.text(given) : HexInput.bytes(given);
    }

    private @Nullable Path file() {
        try {
            Path path = Path.of(input.getFirst());
            return input.size() == 1 && Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static byte[] limited(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(Capture.MAX_FILE_BYTES + 1);
        if (bytes.length > Capture.MAX_FILE_BYTES) {
            throw new IllegalArgumentException(name + " has more than " + Capture.MAX_FILE_BYTES + " bytes");
        }
        return bytes;
    }

    /** What is no capture is a person's hex where it can be, else the bytes themselves. */
    private byte[] meant(byte[] content) {
        if (text || Capture.isOne(content) || content.length > Workbench.MAX_BYTES * 8L) {
            return content;
        }
        try {
            String written = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            boolean printable = written.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c));
            return printable ? HexInput.bytes(written) : content;
        } catch (CharacterCodingException e) {
            return content;
        }
    }
}
