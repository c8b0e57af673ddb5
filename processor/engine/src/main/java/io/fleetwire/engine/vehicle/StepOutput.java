package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.fact.Features;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of the core found beside its new state. Filled during the step, then only read. */
final class StepOutput {

    /** Conclusions, unversioned and in the order in which they were drawn. */
    final List<Revisable> conclusions = new ArrayList<>(0);

    /** Why the observation's fix was not used; empty: it was, or there is none. */
    String rejected = "";

    /** What the autoencoder looks at; null where there is too little. */
    @Nullable
    Features features;
}
