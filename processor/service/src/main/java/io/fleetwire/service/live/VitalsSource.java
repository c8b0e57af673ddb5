package io.fleetwire.service.live;

/** Knows what of the pipeline is up. */
@FunctionalInterface
public interface VitalsSource {

    /** As last looked at: answers at once. */
    Vitals vitals();
}
