package io.fleetwire.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarTest {

    private static final long START_MS = 1_800_000_000_000L;

    private final City city = new City(7);

    @Test
    void theSameSeedDrivesTheSameWay() {
        assertThat(drive(DrivingStyle.NORMAL, 5)).isEqualTo(drive(DrivingStyle.NORMAL, 5));
        assertThat(drive(DrivingStyle.NORMAL, 5)).isNotEqualTo(drive(DrivingStyle.NORMAL, 6));
    }

    @ParameterizedTest
    @EnumSource(DrivingStyle.class)
    void noCarJumpsOrOutrunsItsStyle(DrivingStyle style) {
        List<CarState> moments = drive(style, 11);
        for (int i = 1; i < moments.size(); i++) {
            CarState before = moments.get(i - 1);
            CarState now = moments.get(i);
            double fastest = Math.max(before.speedKmh(), now.speedKmh()) / 3.6 + 6;
            assertThat(before.place().metresTo(now.place())).isLessThan(fastest);
            assertThat(now.odometerM()).isGreaterThanOrEqualTo(before.odometerM());
            assertThat(now.speedKmh()).isLessThanOrEqualTo(100 * style.speedFactor + 0.01);
        }
        assertThat(moments).anyMatch(moment -> moment.speedKmh() > 20);
    }

    @Test
    void aSpeederOnTheRingRoadIsAboveTheFleetsLimitOf130() {
        SplittableRandom random = new SplittableRandom(4);
        Place entry = city.anyRingPoint(random);
        Car car = new Car(entry, DrivingStyle.AGGRESSIVE, START_MS, random);
        car.thenDrive(city.lap(entry));

        assertThat(car.advanceTo(START_MS + 60_000).speedKmh()).isGreaterThan(130 * 1.05);
    }

    @Test
    void onlyTheAggressiveBrakeHarshly() {
        // 0.38 g, DEFINITIONS' threshold for a car, between fixes a second apart.
        assertThat(hardestBrakingMps2(drive(DrivingStyle.AGGRESSIVE, 11))).isGreaterThan(3.73);
        assertThat(hardestBrakingMps2(drive(DrivingStyle.NORMAL, 11))).isLessThan(3.43);
        assertThat(hardestBrakingMps2(drive(DrivingStyle.CALM, 11))).isLessThan(3.43);
    }

    @Test
    void aDriveIsToldWhenItsEngineGoesOff() {
        SplittableRandom random = new SplittableRandom(2);
        Place home = city.anyCrossing(random);
        Car car = new Car(home, DrivingStyle.NORMAL, START_MS, random);
        List<Road> way = city.route(home, city.anyCrossing(random));
        car.thenDrive(way);
        car.thenStand(60_000, false);

        CarState end = car.advanceTo(START_MS + 3_600_000);

        double lengthM = way.stream().mapToDouble(Road::lengthM).sum();
        assertThat(end.ignition()).isFalse();
        assertThat(end.speedKmh()).isZero();
        assertThat(car.takeDriven()).singleElement().satisfies(drive -> {
            assertThat(drive.startedMs()).isBetween(START_MS, START_MS + 1_000);
            assertThat(drive.distanceM()).isBetween(lengthM * 0.98, lengthM * 1.02);
        });
        assertThat(car.takeDriven()).isEmpty();
    }

    private static double hardestBrakingMps2(List<CarState> moments) {
        double hardest = 0;
        for (int i = 1; i < moments.size(); i++) {
            hardest = Math.max(
                    hardest, (moments.get(i - 1).speedKmh() - moments.get(i).speedKmh()) / 3.6);
        }
        return hardest;
    }

    private List<CarState> drive(DrivingStyle style, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Place home = city.anyCrossing(random);
        Car car = new Car(home, style, START_MS, random);
        Place halfway = city.anyCrossing(random);
        car.thenDrive(city.route(home, halfway));
        car.thenDrive(city.route(halfway, city.anyCrossing(random)));
        List<CarState> moments = new ArrayList<>();
        for (int second = 1; second <= 400; second++) {
            moments.add(car.advanceTo(START_MS + second * 1_000L));
        }
        return moments;
    }
}
