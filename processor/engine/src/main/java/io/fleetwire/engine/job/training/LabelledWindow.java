package io.fleetwire.engine.job.training;

/**
 * A feature window whose truth is known.
 *
 * @param label what was wrong; empty: nothing
 */
// The values are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record LabelledWindow(String vehicleId, long atMs, String label, float[] values) {

    /** The label of what nobody can say, such as the minute after a fault: neither learned from nor counted. */
    static final String UNSURE = "unsure";

    boolean isNormal() {
        return label.isEmpty();
    }
}
