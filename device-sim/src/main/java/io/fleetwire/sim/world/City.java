package io.fleetwire.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultDirectedWeightedGraph;

/**
 * A made-up city around a real place: blocks of about 450 m, avenues every fourth street, a ring road around all of it. No registry package has
 * real roads; these have what matters: limits, corners and distances.
 */
public final class City {

    /** Berlin's centre, so that the base map shows something around it. */
    public static final Place CENTRE = new Place(52.5163, 13.3777);

    private static final int STREETS = 21;
    private static final double BLOCK_M = 450;
    private static final double JITTER_M = 60;
    private static final int AVENUE_EVERY = 4;
    private static final double STREET_KMH = 30;
    private static final double AVENUE_KMH = 50;
    private static final double RING_KMH = 100;

    private final Graph<Place, Road> graph = new DefaultDirectedWeightedGraph<>(Road.class);
    private final List<Place> crossings = new ArrayList<>();
    private final List<Place> ring = new ArrayList<>();

    /** The city of this seed. */
    public City(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Place[][] grid = new Place[STREETS][STREETS];
        for (int row = 0; row < STREETS; row++) {
            for (int column = 0; column < STREETS; column++) {
                grid[row][column] = crossing(row, column, random);
                graph.addVertex(grid[row][column]);
                crossings.add(grid[row][column]);
            }
        }
        connect(grid);
        buildRing(grid);
    }

    private static Place crossing(int row, int column, RandomGenerator random) {
        double middle = (STREETS - 1) / 2.0;
        return CENTRE.offset(
                (row - middle) * BLOCK_M + random.nextDouble(-JITTER_M, JITTER_M),
                (column - middle) * BLOCK_M + random.nextDouble(-JITTER_M, JITTER_M));
    }

    private void connect(Place[][] grid) {
        for (int row = 0; row < STREETS; row++) {
            for (int column = 0; column < STREETS; column++) {
                if (column + 1 < STREETS) {
                    addRoad(grid[row][column], grid[row][column + 1], limit(row));
                }
                if (row + 1 < STREETS) {
                    addRoad(grid[row][column], grid[row + 1][column], limit(column));
                }
            }
        }
    }

    private static double limit(int street) {
        return street % AVENUE_EVERY == 0 ? AVENUE_KMH : STREET_KMH;
    }

    /** A circle outside the grid, in long smooth pieces, joined to the ends of the avenues. */
    private void buildRing(Place[][] grid) {
        int pieces = 48;
        double radiusM = STREETS / 2.0 * BLOCK_M * 1.45;
        for (int i = 0; i < pieces; i++) {
            double angle = 2 * Math.PI * i / pieces;
            ring.add(CENTRE.offset(radiusM * Math.cos(angle), radiusM * Math.sin(angle)));
        }
        ring.forEach(graph::addVertex);
        for (int i = 0; i < pieces; i++) {
            addRoad(ring.get(i), ring.get((i + 1) % pieces), RING_KMH);
        }
        for (int street = 0; street < STREETS; street += AVENUE_EVERY) {
            for (Place end :
                    List.of(grid[street][0], grid[street][STREETS - 1], grid[0][street], grid[STREETS - 1][street])) {
                addRoad(end, nearest(ring, end), AVENUE_KMH);
            }
        }
    }

    private static Place nearest(List<Place> places, Place to) {
        Place best = places.getFirst();
        for (Place place : places) {
            if (place.metresTo(to) < best.metresTo(to)) {
                best = place;
            }
        }
        return best;
    }

    private void addRoad(Place a, Place b, double limitKmh) {
        for (Road road : List.of(new Road(a, b, limitKmh), new Road(b, a, limitKmh))) {
            graph.addEdge(road.from(), road.to(), road);
            graph.setEdgeWeight(road, road.lengthM() / road.limitKmh());
        }
    }

    /** Every stretch once, for drawing. */
    public List<Road> roads() {
        return graph.edgeSet().stream()
                .filter(road -> road.from().lat() < road.to().lat()
                        || (road.from().lat() == road.to().lat()
                                && road.from().lon() < road.to().lon()))
                .toList();
    }

    /** The ring road has no lights. */
    static boolean isRing(Road road) {
        return road.limitKmh() == RING_KMH;
    }

    /** Some crossing of the streets. */
    public Place anyCrossing(RandomGenerator random) {
        return crossings.get(random.nextInt(crossings.size()));
    }

    /** The fastest way. */
    public List<Road> route(Place from, Place to) {
        GraphPath<Place, Road> path = DijkstraShortestPath.findPathBetween(graph, from, to);
        return path == null ? List.of() : path.getEdgeList();
    }

    /** Some point of the ring road. */
    public Place anyRingPoint(RandomGenerator random) {
        return ring.get(random.nextInt(ring.size()));
    }

    /** Once around the city on the ring road, beginning and ending at this point of it. */
    public List<Road> lap(Place entry) {
        int start = ring.indexOf(entry);
        List<Road> lap = new ArrayList<>();
        for (int i = 0; i < ring.size(); i++) {
            Place from = ring.get((start + i) % ring.size());
            Place to = ring.get((start + i + 1) % ring.size());
            lap.add(graph.getEdge(from, to));
        }
        return lap;
    }
}
