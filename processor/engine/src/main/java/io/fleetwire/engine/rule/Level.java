package io.fleetwire.engine.rule;

/** How a moment answers a rule's condition. */
public enum Level {
    /** It holds: begins an episode, or keeps it. */
    ON,
    /** Between the thresholds (hysteresis): keeps an open episode, begins none. */
    HOLD,
    /** It does not hold. */
    OFF,
    /** This moment cannot tell, and changes nothing. */
    UNKNOWN
}
