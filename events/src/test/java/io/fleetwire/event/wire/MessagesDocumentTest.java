package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/messages.md} says what other programs may write and read: it must be true. */
class MessagesDocumentTest {

    private static final Pattern SECTION = Pattern.compile("(?m)^## `(fleet\\.[a-z.]+)`$");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

    record Example(Topic<?> topic, String json) {}

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "messages.md"));
    }

    private static Stream<Example> examples() throws IOException {
        String[] sections = SECTION.split(document(), -1);
        Matcher names = SECTION.matcher(document());
        Stream.Builder<Example> examples = Stream.builder();
        for (int i = 1; names.find(); i++) {
            String name = names.group(1);
            Topic<?> topic = Topics.all().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no topic " + name));
            EXAMPLE.matcher(sections[i])
                    .results()
                    .map(found -> new Example(topic, found.group(1)))
                    .forEach(examples);
        }
        return examples.build();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsRead(Example example) throws MalformedEventException {
        assertThat(example.topic().format().decode(example.json().getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
    }

    @Test
    void whatOthersWriteHasAnExample() throws IOException {
        assertThat(examples().map(example -> example.topic().name()))
                .contains("fleet.telemetry.raw", "fleet.trip.events", "fleet.events.driver");
    }

    @Test
    void everyTopicAndSignalIsNamed() throws IOException {
        List<String> names = Stream.concat(
                        Topics.all().stream().map(Topic::name),
                        Arrays.stream(Signal.values()).map(Signal::name))
                .map(name -> "`" + name + "`")
                .toList();
        assertThat(document()).contains(names);
    }
}
