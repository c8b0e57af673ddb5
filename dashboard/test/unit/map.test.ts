import { describe, expect, test } from 'vitest';
import { cluster } from '../../src/map/cluster.ts';
import { fitting, type Label } from '../../src/map/label.ts';
import { distanceM, lonLat, mercator, toScreen, worldPx, type Point } from '../../src/map/mercator.ts';
import { firstLeg, nextLeg, placeAt, screenSpeed, turn } from '../../src/map/motion.ts';
import { unrollRing } from '../../src/map/unroll.ts';
import { Trail, TRAIL_MS, TRAIL_POINTS } from '../../src/map/trail.ts';

describe('mercator', () => {
  test('Berlin at zoom 10 is where the tile scheme puts it', () => {
    // Tile 10/550/335 of the usual XYZ scheme holds Berlin's middle (13.4 E, 52.52 N).
    const { x, y } = mercator(13.4, 52.52);
    expect([Math.floor(x * 2 ** 10), Math.floor(y * 2 ** 10)]).toEqual([550, 335]);
  });

  test('there and back', () => {
    const [lon, lat] = lonLat(mercator(-70.65, -33.45));
    expect(lon).toBeCloseTo(-70.65, 9);
    expect(lat).toBeCloseTo(-33.45, 9);
  });

  test('ground distance: Brandenburg Gate to Alexanderplatz is 2.4 km', () => {
    expect(distanceM(mercator(13.3777, 52.5163), mercator(13.4133, 52.5219))).toBeCloseTo(2492, -2);
  });

  test('across the date line the nearer copy counts', () => {
    const view = { centre: mercator(179.9, 0), worldPx: worldPx(8), widthPx: 800, heightPx: 600 };
    expect(toScreen(mercator(-179.9, 0), view).x).toBeCloseTo(400 + (0.2 / 360) * worldPx(8), 3);
  });
});

describe('land on a flat map', () => {
  test('a ring across the 180th meridian goes on beyond the edge', () => {
    const chukotka = [
      [178, 65],
      [-179, 66],
      [-175, 67],
      [179, 68],
      [178, 65],
    ];
    expect(unrollRing(chukotka).map(([lon]) => lon)).toEqual([178, 181, 185, 179, 178]);
  });

  test('a ring round the pole is closed along the edge', () => {
    const antarctica = [
      [-170, -75],
      [-60, -75],
      [60, -75],
      [170, -75],
      [-170, -75],
    ];
    const closed = unrollRing(antarctica);
    expect(closed.slice(4)).toEqual([
      [190, -75],
      [190, -85.05],
      [-170, -85.05],
      [-170, -75],
    ]);
  });

  test('any other ring stays as it is', () => {
    const ring = [
      [10, 50],
      [11, 50],
      [11, 51],
      [10, 50],
    ];
    expect(unrollRing(ring)).toEqual(ring);
  });
});

describe('motion', () => {
  const place = (lon: number, headingDeg = 90) => ({ ...mercator(lon, 52.5), headingDeg });
  const leg = nextLeg(firstLeg(place(13.4), 0, 0), place(13.401), 1000, 0);

  test('glides between fixes', () => {
    const middle = placeAt(leg, leg.durationMs / 2);
    expect(lonLat(middle)[0]).toBeCloseTo(13.4005, 6);
  });

  test('stops at the last fix, however long nothing comes', () => {
    for (const later of [leg.durationMs, leg.durationMs * 2, 1e9])
      expect(placeAt(leg, later)).toEqual(leg.to);
    expect(screenSpeed(leg, worldPx(16), 1e9)).toBe(0);
  });

  test('needs few frames seen from far away, many close up', () => {
    const perSecond = (zoom: number): number => screenSpeed(leg, worldPx(zoom), 0) * 1000;
    expect(perSecond(8)).toBeLessThan(1);
    expect(perSecond(17)).toBeGreaterThan(100);
  });

  test('a new fix on the way starts from where the arrow is', () => {
    const half = leg.durationMs / 2;
    const next = nextLeg(leg, place(13.402), 2000, half);
    expect(placeAt(next, half)).toMatchObject({ x: placeAt(leg, half).x });
  });

  test('does not invent a way across a long silence or a jump', () => {
    expect(nextLeg(firstLeg(place(13.4), 0, 0), place(13.401), 120_000, 0).durationMs).toBe(0);
    expect(nextLeg(firstLeg(place(13.4), 0, 0), place(14.4), 1000, 0).durationMs).toBe(0);
  });

  test('keeps its heading while standing', () => {
    expect(nextLeg(firstLeg(place(13.4, 90), 0, 0), place(13.4, 270), 1000, 0).to.headingDeg).toBe(90);
  });

  test.each([
    [350, 10, 0.5, 0],
    [10, 350, 0.5, 0],
    [90, 180, 1, 180],
  ])('turns the short way: %d to %d', (from, to, share, expected) =>
    expect(turn(from, to, share)).toBeCloseTo(expected),
  );
});

describe('trail', () => {
  const at = (i: number): Point => ({ x: i, y: 0 });

  test('keeps ten minutes and never more than its limit', () => {
    const trail = new Trail();
    for (let s = 0; s < 3600; s++) trail.add(at(s), s * 1000);
    expect(trail.length).toBeLessThanOrEqual(TRAIL_POINTS);
    let oldest = Infinity;
    trail.forEach((_, atMs) => (oldest = Math.min(oldest, atMs)));
    expect(3_600_000 - oldest).toBeLessThanOrEqual(TRAIL_MS + 5_000);
  });

  test('a clock that ran ahead does not hold it up', () => {
    const trail = new Trail();
    trail.add(at(1), 3_600_000);
    trail.add(at(2), 10_000);
    trail.add(at(3), 20_000);
    expect(trail.length).toBe(2);
  });

  test('history goes in front, without repeating what is there', () => {
    const trail = new Trail();
    trail.add(at(100), 100_000);
    trail.prepend([50, 60, 100, 110].map((s) => ({ point: at(s), atMs: s * 1000 })));
    const seen: number[] = [];
    trail.forEach(({ x }) => seen.push(x));
    expect(seen).toEqual([50, 60, 100]);
  });
});

describe('clusters', () => {
  const group = (points: readonly Point[]) => cluster(points, (p) => p, 1000, 30);

  test('three that touch become one, two stay arrows', () => {
    const near = [0, 1, 2].map((i) => ({ x: 0.5 + i * 0.002, y: 0.5 }));
    expect(group(near).clusters.map((c) => c.members.length)).toEqual([3]);
    expect(group(near.slice(0, 2)).singles).toHaveLength(2);
  });

  test('nothing is lost or doubled, whatever lies where', () => {
    const points = Array.from({ length: 2000 }, (_, i) => ({ x: (i * 0.618) % 1, y: (i * i * 0.377) % 1 }));
    const { clusters, singles } = group(points);
    expect(new Set([...singles, ...clusters.flatMap((c) => c.members)]).size).toBe(2000);
  });

  test('across a cell border too', () => {
    const border = 0.51; // 17 cells of 30 px
    const near = [-1, 0, 1].map((i) => ({ x: border + i * 0.004, y: 0.5 }));
    expect(group(near).clusters).toHaveLength(1);
  });
});

describe('labels', () => {
  const label = (text: string, x: number, more: Partial<Label> = {}): Label => ({
    text,
    at: { x, y: 0 },
    firm: false,
    important: false,
    ...more,
  });

  test('leave out what would cover another, important ones first', () => {
    const fit = fitting([label('VAN-1', 0), label('VAN-2', 10, { important: true }), label('VAN-3', 200)]);
    expect(fit.map(({ text }) => text)).toEqual(['VAN-2', 'VAN-3']);
  });

  test('always show the selected one', () => {
    const fit = fitting([label('VAN-1', 0, { important: true }), label('VAN-2', 5, { firm: true })]);
    expect(fit.map(({ text }) => text)).toEqual(['VAN-2']);
  });
});
