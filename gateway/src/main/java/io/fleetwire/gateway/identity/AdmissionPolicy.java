package io.fleetwire.gateway.identity;

/**
 * How strict the door is.
 *
 * @param adopt take an unknown device in at once, as a vehicle named after its id
 * @param limits what callers may cost
 * @param pinning what to do where a device shows another self than before
 */
public record AdmissionPolicy(boolean adopt, LoginLimits limits, Pins.Settings pinning) {}
