import { distanceM, type Point } from './mercator.ts';

/** A place with a direction. */
export interface Placement extends Point {
  readonly headingDeg: number;
}

/** The way from where a vehicle is drawn to its newest fix. It ends at that fix: a vehicle never moves past what it reported. */
export interface Leg {
  readonly from: Placement;
  readonly to: Placement;
  /** Device time of the fix at `to`. */
  readonly fixMs: number;
  /** Page clock. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Fixes farther apart than this in time are not joined: nobody knows the way between them. */
const LONGEST_GAP_MS = 30_000;
/** Nor those farther apart than this on the ground (a minute at 180 km/h). */
const LONGEST_JUMP_M = 3_000;
const LONGEST_GLIDE_MS = 5_000;
/** A little longer than the gap between fixes, so that a late message does not make the arrow stutter. */
const SLACK = 1.15;
/** Below this displacement a heading of a standing vehicle is noise. */
const STANDING_M = 3;
/** From an arrow's middle to its tip. */
const ARROW_PX = 10;

export function firstLeg(to: Placement, fixMs: number, nowMs: number): Leg {
  return { from: to, to, fixMs, startMs: nowMs, durationMs: 0 };
}

export function nextLeg(leg: Leg, to: Placement, fixMs: number, nowMs: number): Leg {
  const from = placeAt(leg, nowMs);
  const gapMs = fixMs - leg.fixMs;
  const movedM = distanceM(from, to);
  if (gapMs < 0 || gapMs > LONGEST_GAP_MS || movedM > LONGEST_JUMP_M) return firstLeg(to, fixMs, nowMs);
  const target = movedM < STANDING_M ? { ...to, headingDeg: leg.to.headingDeg } : to;
  return { from, to: target, fixMs, startMs: nowMs, durationMs: Math.min(gapMs * SLACK, LONGEST_GLIDE_MS) };
}

export function placeAt({ from, to, startMs, durationMs }: Leg, nowMs: number): Placement {
  const share = durationMs > 0 ? Math.max(0, Math.min(1, (nowMs - startMs) / durationMs)) : 1;
  if (share === 1) return to;
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    headingDeg: turn(from.headingDeg, to.headingDeg, Math.min(1, share * 2)),
  };
}

/** How fast the arrow's tip moves on the screen at most, pixels per millisecond; 0 once it has arrived. */
export function screenSpeed({ from, to, startMs, durationMs }: Leg, worldPx: number, nowMs: number): number {
  if (nowMs >= startMs + durationMs) return 0;
  const glide = Math.hypot(to.x - from.x, to.y - from.y) * worldPx;
  const turnedDeg = Math.abs(((to.headingDeg - from.headingDeg + 540) % 360) - 180);
  return (glide + ((2 * Math.PI * turnedDeg) / 360) * 2 * ARROW_PX) / durationMs;
}

/** Turns the short way round. */
export function turn(fromDeg: number, toDeg: number, share: number): number {
  const difference = ((toDeg - fromDeg + 540) % 360) - 180;
  return (fromDeg + difference * share + 360) % 360;
}
