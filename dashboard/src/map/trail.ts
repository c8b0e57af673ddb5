import type { Point } from './mercator.ts';

export const TRAIL_MS = 10 * 60_000;
/** One point each five seconds for ten minutes. */
export const TRAIL_POINTS = 120;
const SPACING_MS = TRAIL_MS / TRAIL_POINTS;

/** The places of the last ten minutes in a ring of fixed size, oldest first. */
export class Trail {
  private readonly atMs: number[] = [];
  private readonly points: Point[] = [];

  /** What comes is newer than what is there. Points with a later time were made by a clock that ran ahead: they go. */
  add(point: Point, atMs: number): void {
    while ((this.atMs.at(-1) ?? atMs) > atMs) {
      this.atMs.pop();
      this.points.pop();
    }
    const lastMs = this.atMs.at(-1);
    if (lastMs !== undefined && atMs - lastMs < SPACING_MS) return;
    this.atMs.push(atMs);
    this.points.push(point);
    while (this.atMs.length > TRAIL_POINTS || (this.atMs[0] ?? atMs) < atMs - TRAIL_MS) {
      this.atMs.shift();
      this.points.shift();
    }
  }

  /** Puts history, oldest first, in front of what was seen live. */
  prepend(history: readonly { point: Point; atMs: number }[]): void {
    const firstMs = this.atMs[0] ?? Infinity;
    const earlier = history.filter((entry) => entry.atMs < firstMs);
    const live = this.points.map((point, i) => ({ point, atMs: this.atMs[i] ?? 0 }));
    this.atMs.length = 0;
    this.points.length = 0;
    for (const { point, atMs } of [...earlier, ...live]) this.add(point, atMs);
  }

  get length(): number {
    return this.points.length;
  }

  forEach(visit: (point: Point, atMs: number) => void): void {
    this.points.forEach((point, i) => visit(point, this.atMs[i] ?? 0));
  }
}
