package io.fleetwire.protocol.fuzz;

/** What the fuzzer calls: one protocol for the life of its process. */
public final class Fuzzer {

    /** The system property that names the protocol. */
    static final String PROTOCOL = "fleetwire.fuzz.protocol";

    private static final Target TARGET = Target.of(System.getProperty(PROTOCOL, ""));

    private Fuzzer() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        TARGET.take(data);
    }
}
