package io.fleetwire.engine.fact;

import java.util.List;

/**
 * A moment of driving as the autoencoder sees it: one number per feature in the order of {@link #NAMES}, {@link Float#NaN} where it cannot be
 * measured. No feature says where the vehicle is. A model knows the names it was trained on and must refuse another list.
 *
 * @param values as many as {@link #NAMES}
 */
// The values are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Features(float[] values) {

    /** The features in the model's order; the name ends with the unit. */
    public static final List<String> NAMES = List.of(
            "speedKmh",
            "speedMeanKmh",
            "speedDeviationKmh",
            "accelerationMs2",
            "lateralMs2",
            "positionMinusSpeedKmh",
            "rpm",
            "loadPct",
            "throttlePct",
            "rpmPerKmh",
            "fuelRateLph",
            "fuelSlopePctMin",
            "coolantC",
            "externalV",
            "odometerRatio");

    public Features {
        if (values.length != NAMES.size()) {
            throw new IllegalArgumentException(values.length + " values for " + NAMES.size() + " features");
        }
    }
}
