import { mercator, toScreen, type Point, type Viewport } from './mercator.ts';
import { TRAIL_MS, type Trail } from './trail.ts';

/** A trail is drawn in this many steps of fading, each one stroke. */
const BANDS = 5;
const TRAIL_WIDTH_PX = 2.4;

/** The way of the last ten minutes, older parts paler, ending where the arrow is drawn. */
export function drawTrail(
  c: CanvasRenderingContext2D,
  trail: Trail,
  end: Point,
  view: Viewport,
  nowMs: number,
  colour: string,
): void {
  if (trail.length < 2) return;
  const bands: Point[][] = Array.from({ length: BANDS }, () => []);
  let previous: Point | undefined;
  trail.forEach((point, atMs) => {
    const share = 1 - (nowMs - atMs) / TRAIL_MS;
    const at = toScreen(point, view);
    if (share > 0 && previous) {
      const band = bands[Math.min(BANDS - 1, Math.floor(share * BANDS))];
      band?.push(previous, at);
    }
    previous = at;
  });
  // The newest stored point may be ahead of the arrow, which still glides towards it.
  bands[BANDS - 1]?.splice(-1, 1, end);
  c.strokeStyle = colour;
  c.lineWidth = TRAIL_WIDTH_PX;
  c.lineCap = 'round';
  bands.forEach((points, band) => {
    c.globalAlpha = ((band + 1) / BANDS) * 0.7;
    c.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [a, b] = [points[i], points[i + 1]];
      if (!a || !b) continue;
      c.moveTo(a.x, a.y);
      c.lineTo(b.x, b.y);
    }
    c.stroke();
  });
  c.globalAlpha = 1;
}

/** The route of the opened vehicle: the stretch its charts cover. */
export function drawRoute(
  c: CanvasRenderingContext2D,
  route: readonly (readonly [number, number])[],
  view: Viewport,
  colour: string,
): void {
  if (route.length < 2) return;
  c.beginPath();
  route.forEach(([lon, lat], i) => {
    const { x, y } = toScreen(mercator(lon, lat), view);
    if (i === 0) c.moveTo(x, y);
    else c.lineTo(x, y);
  });
  c.strokeStyle = colour;
  c.lineWidth = 3;
  c.lineCap = c.lineJoin = 'round';
  c.globalAlpha = 0.55;
  c.stroke();
  c.globalAlpha = 1;
}
