package io.fleetwire.engine.fact;

/**
 * A window of driving as the autoencoder sees it: one number per feature in the model's order, {@link Float#NaN} where the vehicle does not
 * report it.
 *
 * @param values as many as the model has inputs
 */
// The values are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Features(float[] values) {}
