package io.fleetwire.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Ids;
import io.fleetwire.sim.fleet.Vehicle.Equipment;
import io.fleetwire.sim.fleet.Vehicle.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {

    private final List<Vehicle> fifty = Roster.of(50);

    @Test
    void everyEquipmentAndRoleIsThere() {
        assertThat(fifty).extracting(Vehicle::equipment).contains(Equipment.values());
        assertThat(fifty).extracting(Vehicle::role).contains(Role.values());
    }

    @Test
    void idsAreUniqueAndValid() {
        assertThat(fifty).extracting(Vehicle::trackerId).doesNotHaveDuplicates().allMatch(id -> id.matches("\\d{15}"));
        assertThat(fifty).extracting(Vehicle::id).doesNotHaveDuplicates().allMatch(Ids::isId);
    }

    @Test
    void aSmallFleetIsTheBeginningOfALargeOne() {
        assertThat(Roster.of(10)).isEqualTo(fifty.subList(0, 10));
    }
}
