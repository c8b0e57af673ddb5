package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much of what a peer (Traccar 9e5c458a) reads from the recorded frames reaches a typed field or a named attribute here, value by value. Its readings
 * are in the vectors, or in {@code <protocol>.peer.jsonl}; {@code peer-names.csv} says which names mean the same, {@code peer-alarms.csv} how its alarms
 * are told here, {@code peer-misread.csv} where it is wrong by the makers' own documents, which does not count; and {@code peer-missing.csv} what is not read and why.
 */
class PeerCoverageTest {

    private static final List<PeerName> NAMES =
            lines("peer-names.csv").stream().map(PeerName::of).toList();

    /** The peer's alarm, then what of ours says the same: a signal, or {@code attribute=value} as a regular expression. */
    private static final Map<String, List<String>> ALARMS = lines("peer-alarms.csv").stream()
            .map(line -> line.split(",", -1))
            .collect(Collectors.toMap(column -> column[0], column -> List.of(column[1].split(" ", -1))));

    /** {@code vector,name}, where the peer is wrong, and why. */
    private static final Map<String, String> MISREAD = lines("peer-misread.csv").stream()
            .map(line -> line.split(",", 3))
            .collect(Collectors.toMap(column -> column[0] + "," + column[1], column -> column[2]));

    private static final class Count {
        private int said;
        private int all;
        private final Map<String, List<String>> missing = new TreeMap<>();
        private final Set<String> misread = new TreeSet<>();
    }

    @ParameterizedTest
    @CsvSource({"gt06,98", "jt808,99", "queclink,99", "teltonika,98", "obddongle,100"})
    void readsWhatThePeerReads(String protocol, double floorPct) throws IOException {
        Count count = count(protocol);
        double share = 100.0 * count.said / count.all;
        report(protocol, share, count);
        assertThat(share)
                .as("%s: %d of %d values, missing %s", protocol, count.said, count.all, count.missing)
                .isGreaterThanOrEqualTo(floorPct);
    }

    /** {@code docs/protocols.md}: a part for each protocol, its commands, and the figures of this test. */
    @ParameterizedTest
    @ValueSource(strings = {"teltonika", "gt06", "jt808", "queclink", "obddongle", "obd"})
    void theDocumentSaysWhatIsTrue(String protocol) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "protocols.md"));
        int begin = document.indexOf("## " + protocol + "\n");
        assertThat(begin).as("a part for %s", protocol).isPositive();
        String part = document.substring(begin, document.indexOf("\n## ", begin + 1));
        assertThat(part).contains("port " + Protocols.device(protocol).defaultPort());
        String asked = part.lines()
                .filter(line -> line.startsWith("| Asked"))
                .findFirst()
                .orElseThrow();
        for (CommandForm form : Protocols.commands(protocol)) {
            assertThat(asked).contains("`" + form.name() + "`");
        }
        Count count = count(protocol);
        if (count.all > 0) {
            assertThat(document)
                    .contains("| %s | %d | %d | %d |".formatted(protocol, count.said, count.all, count.misread.size()));
        }
    }

    @Test
    void whatIsMissingHasAReason() {
        Set<String> missing = new TreeSet<>();
        for (VectorBook book : Books.ALL) {
            String protocol = book.adapter().id();
            count(protocol).missing.keySet().forEach(name -> missing.add(protocol + "," + name));
        }
        Map<String, String> reasons = new TreeMap<>();
        for (String line : lines("peer-missing.csv")) {
            String[] column = line.split(",", 3);
            assertThat(column[2]).as(line).isNotBlank();
            reasons.put(column[0] + "," + column[1], column[2]);
        }
        assertThat(reasons.keySet()).isEqualTo(missing);
    }

    /** For people: {@code target/peer-coverage/<protocol>.txt}. */
    private static void report(String protocol, double share, Count count) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "peer-coverage"));
        StringBuilder text = new StringBuilder("%s: %d of %d values, %.1f %%; %d more that the peer misreads%n"
                .formatted(protocol, count.said, count.all, share, count.misread.size()));
        count.missing.forEach((name, where) ->
                text.append(name).append(": ").append(String.join(" ", where)).append('\n'));
        Files.writeString(folder.resolve(protocol + ".txt"), text);
    }

    @Test
    void whatThePeerMisreadsHasAReasonAndIsStillDifferent() {
        Set<String> misread = new TreeSet<>();
        for (VectorBook book : Books.ALL) {
            misread.addAll(count(book.adapter().id()).misread);
        }
        assertThat(MISREAD.values()).allMatch(reason -> !reason.isBlank());
        assertThat(MISREAD.keySet()).isEqualTo(misread);
    }

    private static Count count(String protocol) {
        VectorBook book = Books.ALL.stream()
                .filter(one -> one.adapter().id().equals(protocol))
                .findFirst()
                .orElseThrow();
        Map<String, List<JsonNode>> readings = readings(protocol);
        Count count = new Count();
        for (Vector vector : book.vectors()) {
            List<JsonNode> theirs = readings.get(vector.id());
            if (theirs != null) {
                List<Telemetry> ours = AdapterHarness.of(book.adapter(), vector).telemetry();
                for (int i = 0; i < theirs.size(); i++) {
                    List<Telemetry> same = theirs.size() == ours.size() ? List.of(ours.get(i)) : ours;
                    compare(protocol, vector.id(), theirs.get(i), same, count);
                }
            }
        }
        return count;
    }

    /** What the peer read of each vector, position by position. */
    private static Map<String, List<JsonNode>> readings(String protocol) {
        Map<String, List<JsonNode>> readings = new LinkedHashMap<>();
        if (PeerCoverageTest.class.getResource("/vectors/" + protocol + ".peer.jsonl") != null) {
            for (JsonNode line : VectorBook.lines(protocol + ".peer")) {
                List<JsonNode> positions = new ArrayList<>();
                line.path("attributes").forEach(positions::add);
                readings.put(line.path("id").asText(), positions);
            }
            return readings;
        }
        for (JsonNode line : VectorBook.lines(protocol)) {
            List<JsonNode> positions = new ArrayList<>();
            line.path("expected").path("positions").forEach(one -> positions.add(one.path("attributes_by_peer")));
            readings.put(line.path("id").asText(), positions);
        }
        return readings;
    }

    private static void compare(String protocol, String vector, JsonNode theirs, List<Telemetry> ours, Count count) {
        theirs.properties().forEach(entry -> {
            String name = entry.getKey();
            boolean said = ours.stream()
                    .anyMatch(event -> name.equals("alarm")
                            ? areTold(entry.getValue().asText(), event)
                            : isSaid(protocol, name, entry.getValue(), event));
            String place = vector + "," + name;
            if (!said && MISREAD.containsKey(place)) {
                count.misread.add(place);
                return;
            }
            count.all++;
            if (said) {
                count.said++;
            } else {
                count.missing
                        .computeIfAbsent(name, ignored -> new ArrayList<>())
                        .add(vector + "=" + entry.getValue().asText());
            }
        });
    }

    private static boolean isSaid(String protocol, String name, JsonNode value, Telemetry event) {
        return NAMES.stream()
                .filter(line -> line.protocol().matcher(protocol).matches())
                .anyMatch(line -> line.isSaid(name, value, event));
    }

    private static boolean areTold(String alarms, Telemetry event) {
        return List.of(alarms.split(",", -1)).stream().allMatch(alarm -> isTold(alarm, event));
    }

    private static boolean isTold(String alarm, Telemetry event) {
        return ALARMS.getOrDefault(alarm, List.of()).stream().anyMatch(ours -> {
            int equals = ours.indexOf('=');
            if (equals < 0) {
                return event.signals().stream().anyMatch(signal -> signal.name().equals(ours));
            }
            String value = event.attributes().getOrDefault(ours.substring(0, equals), "");
            return Pattern.compile(ours.substring(equals + 1)).matcher(value).find();
        });
    }

    private static List<String> lines(String file) {
        try (InputStream in =
                Objects.requireNonNull(PeerCoverageTest.class.getResourceAsStream("/vectors/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
