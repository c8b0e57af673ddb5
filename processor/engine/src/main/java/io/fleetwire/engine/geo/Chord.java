package io.fleetwire.engine.geo;

import org.jspecify.annotations.Nullable;

/**
 * The part of a straight way that lies in an area.
 *
 * @param from where it enters, as a share of the way
 * @param to where it leaves for the last time
 * @param insideM metres within
 */
public record Chord(double from, double to, double insideM) {

    /** The chord of a way through a circle around the origin of a plane; null: it passes by. */
    static @Nullable Chord ofCircle(double fromX, double fromY, double toX, double toY, double radiusM) {
        double dx = toX - fromX;
        double dy = toY - fromY;
        double lengthSquared = dx * dx + dy * dy;
        if (lengthSquared == 0) {
            return null;
        }
        double nearest = -(fromX * dx + fromY * dy) / lengthSquared;
        double missM = Math.hypot(fromX + nearest * dx, fromY + nearest * dy);
        if (missM >= radiusM) {
            return null;
        }
        double half = Math.sqrt((radiusM * radiusM - missM * missM) / lengthSquared);
        double enter = Math.max(0, nearest - half);
        double leave = Math.min(1, nearest + half);
        return leave > enter ? new Chord(enter, leave, (leave - enter) * Math.sqrt(lengthSquared)) : null;
    }
}
