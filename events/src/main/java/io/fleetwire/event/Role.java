package io.fleetwire.event;

/** What a person or a program may do; each role may do what those before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Takes devices in, draws areas, sends commands. */
    OPERATOR,
    /** Decides who may do what. */
    ADMIN;

    /** Whether somebody of this role may do what {@code needed} may. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
