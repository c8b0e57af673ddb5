import type { Point } from './mercator.ts';

export interface Cluster<T> extends Point {
  readonly members: readonly T[];
}

export interface Clustering<T> {
  readonly clusters: readonly Cluster<T>[];
  readonly singles: readonly T[];
}

type Group<T> = { x: number; y: number; members: T[] };

/** Fewer than this stay arrows, even if they touch. */
const SMALLEST_CLUSTER = 3;

/** Groups what would overlap: items of one grid cell around the first comer, in one pass over a hash of cells. */
export function cluster<T>(
  items: Iterable<T>,
  where: (item: T) => Point,
  worldPx: number,
  radiusPx: number,
): Clustering<T> {
  const cellsAcross = worldPx / radiusPx;
  const groups = new Map<number, Group<T>>();
  const stride = Math.ceil(cellsAcross) + 2;
  const key = (column: number, row: number): number => (row + 1) * stride + column + 1;
  for (const item of items) {
    const { x, y } = where(item);
    const column = Math.floor(x * cellsAcross);
    const row = Math.floor(y * cellsAcross);
    const group = nearestGroup(groups, key, column, row, x, y, radiusPx / worldPx);
    if (group) group.members.push(item);
    else groups.set(key(column, row), { x, y, members: [item] });
  }
  return split(groups.values(), where);
}

function nearestGroup<T>(
  groups: Map<number, Group<T>>,
  key: (column: number, row: number) => number,
  column: number,
  row: number,
  x: number,
  y: number,
  radius: number,
): Group<T> | undefined {
  const own = groups.get(key(column, row));
  if (own) return own;
  let best: Group<T> | undefined;
  let bestDistance = radius;
  for (let dr = -1; dr <= 1; dr++) {
    for (let dc = -1; dc <= 1; dc++) {
      const group = groups.get(key(column + dc, row + dr));
      if (!group) continue;
      const distance = Math.hypot(group.x - x, group.y - y);
      if (distance < bestDistance) [best, bestDistance] = [group, distance];
    }
  }
  return best;
}

function split<T>(groups: Iterable<Group<T>>, where: (item: T) => Point): Clustering<T> {
  const clusters: Cluster<T>[] = [];
  const singles: T[] = [];
  for (const { members } of groups) {
    if (members.length < SMALLEST_CLUSTER) {
      singles.push(...members);
      continue;
    }
    const points = members.map(where);
    const mean = (pick: (p: Point) => number): number =>
      points.reduce((sum, p) => sum + pick(p), 0) / points.length;
    clusters.push({ x: mean((p) => p.x), y: mean((p) => p.y), members });
  }
  return { clusters, singles };
}
