package io.fleetwire.engine.rule;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One {@link EpisodeState} per rule that has something to remember. Immutable. */
public final class EpisodeStates {

    /** All quiet. */
    public static final EpisodeStates QUIET = new EpisodeStates(new @Nullable EpisodeState[Rules.ALL.size()]);

    private final @Nullable EpisodeState[] byRule;

    private EpisodeStates(@Nullable EpisodeState[] byRule) {
        this.byRule = byRule;
    }

    /** The watches by rule id; those of rules that are no longer there are dropped. */
    public static EpisodeStates of(Map<String, EpisodeState> byId) {
        @Nullable EpisodeState[] byRule = new @Nullable EpisodeState[Rules.ALL.size()];
        for (int i = 0; i < byRule.length; i++) {
            byRule[i] = byId.get(Rules.ALL.get(i).id());
        }
        return new EpisodeStates(byRule);
    }

    /** The watches by rule id: positions in the list of rules may change from version to version. */
    public Map<String, EpisodeState> byId() {
        Map<String, EpisodeState> byId = new TreeMap<>();
        for (int i = 0; i < byRule.length; i++) {
            EpisodeState episode = byRule[i];
            if (episode != null) {
                byId.put(Rules.ALL.get(i).id(), episode);
            }
        }
        return byId;
    }

    @Nullable
    EpisodeState at(int rule) {
        return byRule[rule];
    }

    EpisodeStates with(int rule, @Nullable EpisodeState episode) {
        @Nullable EpisodeState[] copy = byRule.clone();
        copy[rule] = episode;
        return new EpisodeStates(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EpisodeStates episodes && Arrays.equals(byRule, episodes.byRule);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byRule);
    }

    @Override
    public String toString() {
        return byId().toString();
    }
}
