package io.fleetwire.engine.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Anomaly;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyEpisodeTest {

    private static final AnomalyEpisode.Scene SCENE = new AnomalyEpisode.Scene("V-1", "D-1", 52.5, 13.4);

    /** One verdict every ten seconds; {@code x} is an anomaly. Answers what is said, as {@code index:state}. */
    private static List<String> drive(String verdicts) {
        AnomalyEpisode episode = AnomalyEpisode.QUIET;
        List<String> said = new ArrayList<>();
        for (int i = 0; i < verdicts.length(); i++) {
            boolean anomaly = verdicts.charAt(i) == 'x';
            AnomalyEpisode.Next next =
                    episode.after(i * 10_000L, new Anomaly(anomaly ? 5 : 0.2, 1, anomaly, List.of("coolantC")), SCENE);
            episode = next.episode();
            for (Alert alert : next.alerts()) {
                said.add(i + ":" + alert.state());
            }
        }
        return said;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "........., -",
                "x.x....x., -",
                "x.x.x....., 4:OPEN 9:CLOSED",
                "xxx......., 2:OPEN 7:CLOSED",
                "xxx....x..x.x......, 2:OPEN 17:CLOSED",
                "xxx.....xxx, 2:OPEN 7:CLOSED 10:OPEN"
            })
    void opensAtThreeOfFiveAndClosesAfterFiveNormalOnes(
            String verdicts, @org.jspecify.annotations.Nullable String said) {
        assertThat(String.join(" ", drive(verdicts))).isEqualTo(said == null ? "" : said);
    }

    @Test
    void aLongSilenceClosesWhatWasOpenAtTheLastVerdict() {
        AnomalyEpisode episode = AnomalyEpisode.QUIET;
        Anomaly anomaly = new Anomaly(5, 1, true, List.of("rpm"));
        for (int i = 0; i < 3; i++) {
            episode = episode.after(i * 1_000L, anomaly, SCENE).episode();
        }
        AnomalyEpisode.Next next = episode.after(3_600_000, anomaly, SCENE);
        assertThat(next.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.CLOSED);
            assertThat(alert.closedAt()).isEqualTo(java.time.Instant.ofEpochMilli(2_000));
            assertThat(alert.id()).isEqualTo("anomaly:V-1:0");
        });
    }
}
