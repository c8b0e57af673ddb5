package io.fleetwire.engine.config;

/** The engine's thresholds. */
public record EngineSettings() {

    /** The defaults of DEFINITIONS. */
    public static EngineSettings defaults() {
        return new EngineSettings();
    }
}
