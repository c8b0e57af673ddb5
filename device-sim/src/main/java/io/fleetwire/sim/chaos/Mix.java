package io.fleetwire.sim.chaos;

import io.fleetwire.sim.load.Group;
import io.fleetwire.sim.load.Plan;
import io.fleetwire.sim.load.Tally;
import io.fleetwire.sim.load.Uplink;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet that speaks several protocols.
 *
 * @param devices all of them
 * @param rate records a second of all of them
 * @param gt06 of the devices
 * @param mqtt of the devices; half of them publish with QoS 1, half with QoS 2
 */
record Mix(int devices, int rate, int gt06, int mqtt, int seconds, long seed) {

    private static final int MOST_PER_PACKET = 10;

    /** Its clock counts seconds, so that a record a second is the most it could tell apart. */
    private static final int SECONDS_BETWEEN_GT06_RECORDS = 2;

    Mix {
        if (gt06 < 0 || mqtt < 0 || gt06 + mqtt > devices) {
            throw new IllegalArgumentException(
                    "of " + devices + " devices, " + gt06 + " cannot speak GT06 and " + mqtt + " MQTT");
        }
    }

    /** Those that have devices. */
    List<Group> groups() {
        int slow = gt06 == 0 ? 0 : Math.max(1, gt06 / SECONDS_BETWEEN_GT06_RECORDS);
        int exactlyOnce = mqtt / 2;
        int fast = devices - gt06;
        int teltonika = fast - mqtt;
        int left = rate - slow;
        List<Group> groups = new ArrayList<>();
        add(groups, Uplink.TELTONIKA, teltonika, share(left, teltonika, fast), MOST_PER_PACKET);
        add(groups, Uplink.MQTT_QOS_1, mqtt - exactlyOnce, share(left, mqtt - exactlyOnce, fast), MOST_PER_PACKET);
        add(groups, Uplink.MQTT_QOS_2, exactlyOnce, share(left, exactlyOnce, fast), MOST_PER_PACKET);
        add(groups, Uplink.GT06, gt06, slow, 1);
        return groups;
    }

    private static int share(int ofRate, int some, int all) {
        return all == 0 ? 0 : Math.round(ofRate * (float) some / all);
    }

    private void add(List<Group> groups, Uplink uplink, int count, int groupRate, int mostPerPacket) {
        if (count > 0) {
            int first = groups.stream().mapToInt(Group::devices).sum();
            Plan plan = new Plan(groupRate, count, mostPerPacket, 0, seconds, seed);
            groups.add(new Group(uplink, first, plan, new Tally(0)));
        }
    }
}
