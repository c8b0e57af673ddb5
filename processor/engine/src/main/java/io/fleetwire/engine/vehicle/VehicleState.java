package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact.Revisable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the engine remembers of one vehicle. Immutable: safe to serialize while the next step is computed. */
public final class VehicleState {

    private final String vehicleId;
    private final Window window;
    private final CoreState head;
    private final RecentIds recent;
    private final long revision;
    private final Hearing hearing;

    /**
     * Which device was heard last, and when.
     *
     * @param receivedAtMs by the gateway's clock
     */
    record Contact(String deviceId, String protocol, long receivedAtMs) {}

    /**
     * What depends on when records came, and not on what they say.
     *
     * @param contact null before the first record
     * @param silence what was told because the vehicle fell silent; null: it is not silent
     */
    record Hearing(
            @Nullable Contact contact,
            Clocks clocks,
            @Nullable List<Revisable> silence) {

        static final Hearing NOTHING = new Hearing(null, Clocks.NONE, null);
    }

    VehicleState(String vehicleId, Window window, CoreState head, RecentIds recent, long revision, Hearing hearing) {
        this.vehicleId = vehicleId;
        this.window = window;
        this.head = head;
        this.recent = recent;
        this.revision = revision;
        this.hearing = hearing;
    }

    static VehicleState initial(String vehicleId) {
        return new VehicleState(
                vehicleId, Window.after(CoreState.INITIAL), CoreState.INITIAL, RecentIds.NONE, 0, Hearing.NOTHING);
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

    Hearing hearing() {
        return hearing;
    }

    @Nullable
    Contact contact() {
        return hearing.contact();
    }

    /** Whether the vehicle counts as silent since its last record. */
    public boolean isSilent() {
        return hearing.silence() != null;
    }

    /** The state with everything the core is made of replaced. */
    VehicleState with(Window newWindow, CoreState newHead, RecentIds newRecent) {
        return new VehicleState(vehicleId, newWindow, newHead, newRecent, revision, hearing);
    }

    VehicleState remembering(long id) {
        return with(window, head, recent.plus(id));
    }

    VehicleState at(long newRevision) {
        return newRevision == revision ? this : new VehicleState(vehicleId, window, head, recent, newRevision, hearing);
    }

    VehicleState hearing(Hearing newHearing) {
        return new VehicleState(vehicleId, window, head, recent, revision, newHearing);
    }
}
