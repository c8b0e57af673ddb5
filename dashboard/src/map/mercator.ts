// Web Mercator as numbers between 0 and 1; the map never turns or tilts, so a screen position is one multiplication away.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The visible part of the world. */
export interface Viewport {
  readonly centre: Point;
  /** World width in CSS pixels. */
  readonly worldPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

const TILE_PX = 512;
const EARTH_CIRCUMFERENCE_M = 40_075_016.686;
const MAX_LATITUDE_DEG = 85.051129;

export function mercator(lon: number, lat: number): Point {
  const clamped = Math.max(-MAX_LATITUDE_DEG, Math.min(MAX_LATITUDE_DEG, lat));
  const sin = Math.sin((clamped * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

export function lonLat({ x, y }: Point): [number, number] {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

export const worldPx = (zoom: number): number => TILE_PX * 2 ** zoom;

export function toScreen(point: Point, view: Viewport): Point {
  let dx = point.x - view.centre.x;
  dx -= Math.round(dx); // the copy of the world nearest to the centre
  return {
    x: dx * view.worldPx + view.widthPx / 2,
    y: (point.y - view.centre.y) * view.worldPx + view.heightPx / 2,
  };
}

/** Ground distance between two near points, metres. */
export function distanceM(a: Point, b: Point): number {
  const [, lat] = lonLat({ x: a.x, y: (a.y + b.y) / 2 });
  return Math.hypot(a.x - b.x, a.y - b.y) * EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180);
}

/** A circle on the ground as a closed ring of [lon, lat]. */
export function circleRing(lon: number, lat: number, radiusM: number, corners = 64): [number, number][] {
  const centre = mercator(lon, lat);
  const radius = radiusM / (EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: corners + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return lonLat({ x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) });
  });
}
