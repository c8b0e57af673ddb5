package io.fleetwire.engine.geo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds the areas that contain a place without asking each: a grid of cells of {@value #CELL_DEG}°, about 5 km. */
public final class AreaIndex<T> {

    private static final double CELL_DEG = 0.05;
    private static final int CELLS_AROUND = (int) (360 / CELL_DEG);

    /** An area that covers more cells is asked every time instead. */
    private static final int MAX_CELLS = 1_024;

    private final Map<Long, List<T>> byCell = new HashMap<>();
    private final List<T> wide = new ArrayList<>();
    private final Function<T, Area> area;

    public AreaIndex(Collection<T> members, Function<T, Area> area) {
        this.area = area;
        members.forEach(this::add);
    }

    /** The members whose area contains the place. */
    public List<T> at(double lat, double lon) {
        List<T> near = byCell.getOrDefault(cell(row(lat), column(lon)), List.of());
        if (near.isEmpty() && wide.isEmpty()) {
            return List.of();
        }
        List<T> found = new ArrayList<>();
        collect(near, lat, lon, found);
        collect(wide, lat, lon, found);
        return found;
    }

    /** The members that a straight way between two places may touch: those with a border in its cells. */
    public List<T> near(double fromLat, double fromLon, double toLat, double toLon) {
        long south = Math.min(row(fromLat), row(toLat));
        long north = Math.max(row(fromLat), row(toLat));
        double eastward = Geo.turnDeg(fromLon, toLon);
        long west = column(eastward >= 0 ? fromLon : fromLon + eastward);
        long east = column(eastward >= 0 ? fromLon + eastward : fromLon);
        if (north == south && east == west) {
            List<T> here = byCell.getOrDefault(cell(south, west), List.of());
            return wide.isEmpty() ? here : concat(here);
        }
        if ((north - south + 1) * (east - west + 1) > MAX_CELLS) {
            return wide;
        }
        Set<T> found = new LinkedHashSet<>();
        for (long row = south; row <= north; row++) {
            for (long column = west; column <= east; column++) {
                found.addAll(byCell.getOrDefault(cell(row, column), List.of()));
            }
        }
        found.addAll(wide);
        return List.copyOf(found);
    }

    private List<T> concat(List<T> here) {
        List<T> both = new ArrayList<>(here);
        both.addAll(wide);
        return both;
    }

    private void collect(List<T> from, double lat, double lon, List<T> found) {
        for (T member : from) {
            if (area.apply(member).contains(lat, lon)) {
                found.add(member);
            }
        }
    }

    private void add(T member) {
        Area.Bounds bounds = area.apply(member).bounds();
        long south = row(bounds.south());
        long north = row(bounds.north());
        long west = column(bounds.west());
        long east = column(bounds.east());
        if ((north - south + 1) * (east - west + 1) > MAX_CELLS) {
            wide.add(member);
            return;
        }
        for (long row = south; row <= north; row++) {
            for (long column = west; column <= east; column++) {
                byCell.computeIfAbsent(cell(row, column), key -> new ArrayList<>(2))
                        .add(member);
            }
        }
    }

    private static long row(double lat) {
        return (long) Math.floor(lat / CELL_DEG);
    }

    private static long column(double lon) {
        return (long) Math.floor(lon / CELL_DEG);
    }

    private static long cell(long row, long column) {
        return row * CELLS_AROUND + Math.floorMod(column, CELLS_AROUND);
    }
}
