import type { Feature, FeatureCollection, Polygon, MultiPolygon, Position } from 'geojson';

const SOUTH_EDGE_DEG = -85.05;

/**
 * The atlas is made for a globe: a ring that crosses the 180th meridian jumps from one edge of a flat map to the other. Here it goes on
 * beyond the edge instead, which the tiler wraps; and one that goes round the pole is closed along the map's edge.
 */
export function unrollRing(ring: readonly Position[]): Position[] {
  let shiftDeg = 0;
  let beforeDeg = ring[0]?.[0] ?? 0;
  const unrolled = ring.map(([lon = 0, lat = 0]) => {
    if (lon - beforeDeg > 180) shiftDeg -= 360;
    if (beforeDeg - lon > 180) shiftDeg += 360;
    beforeDeg = lon;
    return [lon + shiftDeg, lat];
  });
  const [first, last] = [unrolled[0]?.[0] ?? 0, unrolled.at(-1)?.[0] ?? 0];
  if (Math.abs(last - first) < 180 || !unrolled[0]) return unrolled;
  return [...unrolled, [last, SOUTH_EDGE_DEG], [first, SOUTH_EDGE_DEG], unrolled[0]];
}

export function unroll(collection: FeatureCollection): FeatureCollection {
  return { ...collection, features: collection.features.map(unrollFeature) };
}

function unrollFeature(feature: Feature): Feature {
  const { geometry } = feature;
  if (geometry.type === 'Polygon') return { ...feature, geometry: unrollPolygon(geometry) };
  if (geometry.type !== 'MultiPolygon') return feature;
  const coordinates = geometry.coordinates.map((rings) => rings.map(unrollRing));
  return { ...feature, geometry: { type: 'MultiPolygon', coordinates } satisfies MultiPolygon };
}

const unrollPolygon = ({ coordinates }: Polygon): Polygon => ({
  type: 'Polygon',
  coordinates: coordinates.map(unrollRing),
});
