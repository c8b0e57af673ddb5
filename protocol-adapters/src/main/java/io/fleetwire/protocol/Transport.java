package io.fleetwire.protocol;

/** How the bytes of a device reach the gateway. */
public enum Transport {
    TCP,
    UDP
}
