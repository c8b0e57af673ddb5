package io.fleetwire.sim.fault;

import io.fleetwire.sim.world.CarState;

/** Something that is wrong with a vehicle or its sensors for a while. */
public enum Fault {
    /** The coolant gets hotter by up to 34 °C within a minute: a failed thermostat or pump. */
    COOLANT_RISE {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.withEngine(m.rpm(), m.loadPct(), m.coolantC() + Math.min(34, sinceS * 0.6), m.externalV());
        }
    },
    /** The engine revs 1.9 times as high as the speed explains: a slipping clutch. */
    CLUTCH_SLIP {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.ignition()
                    ? m.withEngine(Math.min(7_000, m.rpm() * 1.9 + 600), m.loadPct(), m.coolantC(), m.externalV())
                    : m;
        }
    },
    /** The alternator is dead: the supply sinks to 10.4 V. */
    ALTERNATOR {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.withEngine(m.rpm(), m.loadPct(), m.coolantC(), Math.max(10.4, m.externalV() - sinceS * 0.12));
        }
    },
    /** Somebody empties the tank: 1 % in two seconds. */
    FUEL_THEFT {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.withFuel(Math.max(2, m.fuelLevelPct() - sinceS * 0.5));
        }
    },
    /** The receiver is deceived by reflections: of ten seconds, four are 700 m away. */
    POSITION_JUMP {
        @Override
        CarState show(CarState m, double sinceS) {
            return sinceS % 10 < 4 ? m.withPlace(m.place().offset(500, 500)) : m;
        }
    },
    /** The reported speed sticks at 63 km/h. */
    SPEED_STUCK {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.withMotion(63, m.headingDeg());
        }
    },
    /** Somebody turned the odometer back by 100 km. */
    ODOMETER_BACK {
        @Override
        CarState show(CarState m, double sinceS) {
            return m.withOdometer(Math.max(0, m.odometerM() - 100_000));
        }
    };

    /** What the vehicle's sensors show while the fault lasts. */
    abstract CarState show(CarState m, double sinceS);
}
