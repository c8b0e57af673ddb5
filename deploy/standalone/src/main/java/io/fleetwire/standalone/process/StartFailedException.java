package io.fleetwire.standalone.process;

/** A process did not come up. */
public final class StartFailedException extends Exception {

    StartFailedException(ProcessSpec spec, String what) {
        super(spec.name() + " " + what + "; its last words are at the end of " + spec.log());
    }
}
