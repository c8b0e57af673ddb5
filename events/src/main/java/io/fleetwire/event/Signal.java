package io.fleetwire.event;

/** What a device itself detected and reported with a record. */
public enum Signal {
    SOS,
    CRASH,
    HARSH_BRAKE,
    HARSH_ACCELERATION,
    HARSH_CORNERING,
    OVERSPEED,
    TOW,
    JAMMING,
    POWER_CUT,
    LOW_BATTERY,
    TAMPER,
    GEOFENCE_ENTER,
    GEOFENCE_EXIT,
    IDLING,
    FALL_DOWN,
    UNPLUG
}
