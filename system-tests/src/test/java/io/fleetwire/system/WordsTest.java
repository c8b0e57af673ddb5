package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words that the glossary (docs/GLOSSARY.md) replaced stay out of code, page and documents. */
class WordsTest {

    /** Names of types. */
    private static final Pattern NAMES = Pattern.compile(
            "\\b(MqttDoor|Doorkeeper|Knocks?|Knocking|Errands|CommandDesk|Strays|Addressing|Addressee|Vitals"
                    + "|(Command|Ledger|Tap|Config)Book|(Store|Access|Audit|Command|Fleet|Ledger|Live|Tap)Beans|TrialHouse|RunningHouse|SharedHouse|Onlooker|Victim|Cutter|Unreadable|Objection|Leases"
                    + "|Gt06Speaker|TeltonikaSpeaker|MqttSpeaker)\\b");

    /** Words and sentences of an idiom that is not English's. */
    private static final Pattern SAYINGS = Pattern.compile(
            "\\b([Hh]ouses?|[Kk]nocking|has knocked)\\b|Nobody yet|Danger off|or it is over|a name that none has|a defect, the connection"
                    + "|The way of a position|session is over\\. Log in");

    /** The page's test books of recorded frames, the simulator's houses of bricks, and what quotes the words. */
    private static final List<String> ALLOWED = List.of(
            "system-tests/src/test/java/io/fleetwire/system/WordsTest.java",
            "device-sim/src/main/java/io/fleetwire/sim/fleet/RecordedVehicle.java");

    @Test
    void codeUsesTheGlossarysWords() throws IOException {
        assertThat(found(NAMES, ".java", ".ts", ".svelte")).isEmpty();
    }

    @Test
    void textsUseTheGlossarysWords() throws IOException {
        assertThat(found(SAYINGS, ".java", ".ts", ".svelte", ".txt", "README.md", "ARCHITECTURE.md", "SECURITY.md"))
                .isEmpty();
    }

    private static List<String> found(Pattern words, String... endings) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : TidyTest.sources(endings)) {
            String name = Stack.home().relativize(file).toString();
            if (ALLOWED.contains(name)) {
                continue;
            }
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (words.matcher(lines.get(i)).find()) {
                    found.add(name + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        return found;
    }
}
