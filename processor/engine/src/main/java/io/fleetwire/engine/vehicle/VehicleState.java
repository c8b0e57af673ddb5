package io.fleetwire.engine.vehicle;

import org.jspecify.annotations.Nullable;

/** Everything the engine remembers of one vehicle. Immutable: safe to serialize while the next step is computed. */
public final class VehicleState {

    private final String vehicleId;
    private final Window window;
    private final CoreState head;
    private final RecentIds recent;
    private final long revision;
    private final @Nullable Contact contact;

    /**
     * Which device was heard last, and when.
     *
     * @param receivedAtMs by the gateway's clock
     */
    record Contact(String deviceId, String protocol, long receivedAtMs) {}

    VehicleState(
            String vehicleId,
            Window window,
            CoreState head,
            RecentIds recent,
            long revision,
            @Nullable Contact contact) {
        this.vehicleId = vehicleId;
        this.window = window;
        this.head = head;
        this.recent = recent;
        this.revision = revision;
        this.contact = contact;
    }

    static VehicleState initial(String vehicleId) {
        return new VehicleState(vehicleId, Window.after(CoreState.INITIAL), CoreState.INITIAL, RecentIds.NONE, 0, null);
    }

    /** Whose state it is. */
    public String vehicleId() {
        return vehicleId;
    }

    /** The newest observations, and the core before them. */
    Window window() {
        return window;
    }

    /** The core after all of them. */
    CoreState head() {
        return head;
    }

    /** Observations that are in no window. */
    RecentIds recent() {
        return recent;
    }

    /** The version of the newest conclusion. */
    long revision() {
        return revision;
    }

    @Nullable
    Contact contact() {
        return contact;
    }

    /** The state with everything the core is made of replaced. */
    VehicleState with(Window newWindow, CoreState newHead, RecentIds newRecent) {
        return new VehicleState(vehicleId, newWindow, newHead, newRecent, revision, contact);
    }

    VehicleState remembering(long id) {
        return with(window, head, recent.plus(id));
    }

    VehicleState at(long newRevision) {
        return newRevision == revision ? this : new VehicleState(vehicleId, window, head, recent, newRevision, contact);
    }

    VehicleState heard(String deviceId, String protocol, long receivedAtMs) {
        long newest = contact == null ? receivedAtMs : Math.max(contact.receivedAtMs(), receivedAtMs);
        return new VehicleState(vehicleId, window, head, recent, revision, new Contact(deviceId, protocol, newest));
    }
}
